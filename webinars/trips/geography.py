"""What a reader needs to find their way on a route map: a light outline of France and its towns.

The outline is drawn by hand from well-known capes, mouths and border towns, true to about ten
kilometres: enough to say where in the country a trip goes, not to measure on.
"""

from typing import Final, NamedTuple


class Town(NamedTuple):
    """A town that many know, in degrees."""

    name: str
    latitude: float
    longitude: float


MAINLAND: Final[tuple[tuple[float, float], ...]] = (
    # (longitude, latitude), from Dunkirk with the sun
    (2.54, 51.09), (3.15, 50.78), (3.30, 50.50), (4.05, 50.35), (4.23, 49.97), (4.83, 50.16),
    (4.88, 49.80), (5.47, 49.50), (6.36, 49.46), (6.73, 49.17), (7.45, 49.18), (8.23, 48.97),
    (7.80, 48.50), (7.58, 48.00), (7.59, 47.58), (7.00, 47.50), (7.06, 47.34), (6.45, 46.95),
    (6.06, 46.55), (5.97, 46.21), (6.30, 46.25), (6.80, 46.42), (6.85, 46.13), (7.04, 45.93),
    (6.82, 45.83), (7.15, 45.40), (6.63, 45.11), (7.02, 44.83), (6.88, 44.53), (6.95, 44.25),
    (7.66, 44.17), (7.53, 43.78), (7.25, 43.69), (6.95, 43.52), (6.64, 43.25), (6.15, 43.05),
    (5.35, 43.30), (4.60, 43.38), (4.10, 43.55), (3.70, 43.40), (3.25, 43.25), (3.05, 43.00),
    (3.17, 42.43), (2.00, 42.38), (1.44, 42.60), (0.68, 42.72), (-0.31, 42.83), (-0.75, 42.95),
    (-1.35, 43.05), (-1.78, 43.36), (-1.45, 43.65), (-1.25, 44.65), (-1.10, 45.55),
    (-0.75, 45.15), (-1.02, 45.62), (-1.20, 46.05), (-1.80, 46.50), (-2.10, 46.85),
    (-2.20, 47.25), (-2.80, 47.50), (-3.35, 47.70), (-4.35, 47.80), (-4.73, 48.05),
    (-4.28, 48.10), (-4.77, 48.35), (-4.70, 48.56), (-3.95, 48.70), (-3.10, 48.87),
    (-2.70, 48.55), (-2.00, 48.68), (-1.45, 48.62), (-1.60, 49.00), (-1.90, 49.70),
    (-1.25, 49.68), (-1.15, 49.35), (-0.20, 49.30), (0.10, 49.45), (0.20, 49.70), (1.10, 49.95),
    (1.55, 50.25), (1.58, 50.85), (1.85, 50.97),
)  # fmt: skip
CORSICA: Final[tuple[tuple[float, float], ...]] = (
    (9.40, 43.00), (9.48, 42.60), (9.55, 42.10), (9.38, 41.65), (9.18, 41.38), (8.80, 41.60),
    (8.62, 41.90), (8.58, 42.35), (9.05, 42.65), (9.32, 42.72),
)  # fmt: skip
# West, south, east, north: what the locator can show.
METROPOLITAN_FRANCE: Final = (-5.3, 41.2, 9.8, 51.3)

TOWNS: Final = (
    Town("Paris", 48.857, 2.352),
    Town("Marseille", 43.297, 5.370),
    Town("Lyon", 45.764, 4.836),
    Town("Toulouse", 43.605, 1.444),
    Town("Nice", 43.710, 7.262),
    Town("Nantes", 47.218, -1.554),
    Town("Montpellier", 43.611, 3.877),
    Town("Strasbourg", 48.573, 7.752),
    Town("Bordeaux", 44.838, -0.579),
    Town("Lille", 50.629, 3.057),
    Town("Rennes", 48.117, -1.678),
    Town("Reims", 49.258, 4.032),
    Town("Toulon", 43.124, 5.928),
    Town("Grenoble", 45.188, 5.724),
    Town("Dijon", 47.322, 5.041),
    Town("Angers", 47.478, -0.563),
    Town("Nîmes", 43.837, 4.360),
    Town("Clermont-Ferrand", 45.777, 3.087),
    Town("Le Mans", 48.008, 0.199),
    Town("Brest", 48.390, -4.486),
    Town("Tours", 47.394, 0.685),
    Town("Amiens", 49.894, 2.296),
    Town("Limoges", 45.834, 1.262),
    Town("Metz", 49.119, 6.176),
    Town("Besançon", 47.238, 6.024),
    Town("Perpignan", 42.699, 2.895),
    Town("Orléans", 47.903, 1.909),
    Town("Rouen", 49.443, 1.099),
    Town("Caen", 49.183, -0.371),
    Town("Nancy", 48.692, 6.184),
    Town("Avignon", 43.949, 4.806),
    Town("Poitiers", 46.580, 0.340),
    Town("Pau", 43.295, -0.371),
    Town("La Rochelle", 46.160, -1.151),
    Town("Bayonne", 43.493, -1.475),
    Town("Agen", 44.203, 0.616),
    Town("Bergerac", 44.854, 0.483),
    Town("Marmande", 44.500, 0.165),
    Town("Libourne", 44.915, -0.244),
    Town("Périgueux", 45.184, 0.721),
    Town("Cahors", 44.448, 1.441),
    Town("Montauban", 44.018, 1.355),
    Town("Albi", 43.929, 2.148),
    Town("Castres", 43.606, 2.240),
    Town("Rodez", 44.350, 2.575),
    Town("Millau", 44.100, 3.078),
    Town("Carcassonne", 43.213, 2.351),
    Town("Auch", 43.646, 0.586),
    Town("Tarbes", 43.233, 0.078),
    Town("Mont-de-Marsan", 43.893, -0.500),
    Town("Angoulême", 45.649, 0.156),
    Town("Brive", 45.159, 1.533),
    Town("Aurillac", 44.926, 2.444),
    Town("Le Puy-en-Velay", 45.043, 3.885),
    Town("Saint-Étienne", 45.439, 4.387),
    Town("Valence", 44.933, 4.892),
    Town("Gap", 44.559, 6.079),
    Town("Annecy", 45.899, 6.129),
    Town("Chambéry", 45.565, 5.918),
    Town("Bourg-en-Bresse", 46.205, 5.226),
    Town("Mâcon", 46.306, 4.829),
    Town("Vichy", 46.127, 3.426),
    Town("Moulins", 46.565, 3.333),
    Town("Nevers", 46.990, 3.159),
    Town("Bourges", 47.081, 2.398),
    Town("Châteauroux", 46.811, 1.691),
    Town("Auxerre", 47.798, 3.567),
    Town("Troyes", 48.297, 4.074),
    Town("Chartres", 48.446, 1.489),
    Town("Laval", 48.070, -0.771),
    Town("Cholet", 47.060, -0.879),
    Town("Niort", 46.323, -0.458),
    Town("Vannes", 47.658, -2.760),
    Town("Quimper", 47.996, -4.097),
    Town("Saint-Brieuc", 48.514, -2.765),
    Town("Cherbourg", 49.639, -1.616),
    Town("Le Havre", 49.494, 0.107),
    Town("Dunkerque", 51.035, 2.377),
    Town("Calais", 50.951, 1.858),
    Town("Arras", 50.291, 2.778),
    Town("Douai", 50.370, 3.080),
    Town("Lens", 50.428, 2.832),
    Town("Cambrai", 50.176, 3.235),
    Town("Tourcoing", 50.724, 3.161),
    Town("Maubeuge", 50.278, 3.973),
    Town("Saint-Quentin", 49.848, 3.287),
    Town("Beauvais", 49.430, 2.081),
    Town("Charleville-Mézières", 49.770, 4.720),
    Town("Épinal", 48.172, 6.450),
    Town("Mulhouse", 47.750, 7.336),
    Town("Belfort", 47.638, 6.863),
    Town("Ajaccio", 41.919, 8.739),
    Town("Bastia", 42.697, 9.450),
)
