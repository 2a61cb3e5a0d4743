"""The words of the demo's first pages: an invented network, its aims, its promises."""

HOME = {
    "fr": {
        "title": "Réseau Mélisse",
        "slug": "accueil",
        "sentence": "Ce que l’un a trouvé, tous l’ont.",
        "invitation": (
            "Cinq minutes pour apprendre d’un collègue, une question pour trouver qui peut "
            "aider, la minute du webinaire qui compte."
        ),
    },
    "en": {
        "title": "Réseau Mélisse",
        "slug": "home-en",
        "sentence": "What one of us has found, all of us have.",
        "invitation": (
            "Five minutes to learn from a colleague, one question to find who can help, the "
            "minute of the webinar that matters."
        ),
    },
}

INFO_PAGES = {
    "about": {
        "fr": {
            "title": "Qui nous sommes",
            "slug": "qui-nous-sommes",
            "introduction": (
                "Un réseau de formation qui préfère se passer le mot plutôt que réinventer seul."
            ),
            "body": (
                "<p>Le Réseau Mélisse réunit des établissements de formation continue, des centres "
                "de formation d’apprentis et les organismes qui leur sont rattachés, dans toutes "
                "les régions. Ils ont en commun des métiers, des publics et, souvent, les mêmes "
                "questions.</p><h2>Ce que l’on fait ici</h2><ul><li>Des praticiens publient des "
                "fiches de cinq minutes : une leçon, une règle d’or, une pratique qui a marché "
                "et ses limites.</li><li>Celles et ceux qui ont un besoin le déposent dans la "
                "boîte à transfo et trouvent une personne formée à la facilitation.</li><li>Chaque "
                "jeudi, le Comptoir traite un thème en direct ; la vidéo reste, avec ses "
                "sous-titres et ses chapitres.</li><li>Les voyages apprenants racontent ce que "
                "l’on a vu ailleurs et ce que l’on va essayer.</li></ul><h2>Comment nous "
                "décidons</h2><p>Les établissements les plus engagés forment le bureau d’étude : "
                "ils choisissent ce qui se construit, essaient en premier et disent franchement "
                "ce qui ne va pas. Les partenaires techniques tiennent le rôle d’ingénieur.</p>"
            ),
        },
        "en": {
            "title": "Who we are",
            "slug": "who-we-are",
            "introduction": (
                "A training network that would rather pass things on than reinvent them alone."
            ),
            "body": (
                "<p>Réseau Mélisse brings together continuing-education establishments, apprentice "
                "centres and the bodies attached to them, in every region of France. They share "
                "trades, learners and, often, the same questions.</p><h2>What happens here</h2>"
                "<ul><li>Practitioners publish five-minute cards: a lesson, a golden rule, a "
                "practice that worked and where it stops working.</li><li>Whoever has a need puts "
                "it into the transformation box and finds somebody trained to facilitate.</li>"
                "<li>Every Thursday the Counter takes up one theme live; the video stays, with "
                "captions and chapters.</li><li>Learning trips tell what was seen elsewhere and "
                "what we are going to try.</li></ul><h2>How we decide</h2><p>The most committed "
                "establishments form the design office: they choose what is built, try it first "
                "and say frankly what is wrong. Technical partners act as engineers.</p>"
            ),
        },
    },
    "accessibility": {
        "fr": {
            "title": "Accessibilité",
            "slug": "accessibilite",
            "introduction": "Tout le monde doit pouvoir lire, chercher et demander ici.",
            "body": (
                "<p>Ce site vise le niveau AA des règles WCAG 2.2 et du RGAA. Il se lit et se "
                "parcourt au clavier, avec un lecteur d’écran, en clair ou en sombre, agrandi "
                "jusqu’à 400 %, et la lecture, la recherche et la demande d’aide fonctionnent "
                "sans JavaScript.</p><h2>Vidéos</h2><p>Aucune vidéo n’est publiée sans "
                "sous-titres. La transcription est à côté de l’image et chaque phrase mène à sa "
                "seconde.</p><h2>Si quelque chose vous bloque</h2><p>Écrivez à l’animatrice du "
                "réseau en disant ce que vous vouliez faire : nous répondons sous deux jours "
                "ouvrés.</p>"
            ),
        },
        "en": {
            "title": "Accessibility",
            "slug": "accessibility-en",
            "introduction": "Everyone should be able to read, search and ask here.",
            "body": (
                "<p>This site aims at level AA of WCAG 2.2 and of the French RGAA. It can be read "
                "and walked with a keyboard, with a screen reader, in light or dark colours, "
                "enlarged to 400%; reading, searching and asking for help work without "
                "JavaScript.</p><h2>Videos</h2><p>No video is published without captions. The "
                "transcript stands beside the picture and each sentence leads to its second.</p>"
                "<h2>If something stops you</h2><p>Write to the network’s animator and say what "
                "you wanted to do: we answer within two working days.</p>"
            ),
        },
    },
    "privacy": {
        "fr": {
            "title": "Vie privée",
            "slug": "vie-privee",
            "introduction": "Ce que nous gardons, qui le voit, et combien de temps.",
            "body": (
                "<p>Votre profil n’est visible que des membres, et vous pouvez vous retirer de "
                "l’annuaire. Ce que vous demandez dans la boîte à transfo n’est vu que des "
                "personnes nommées au-dessus du bouton d’envoi.</p><h2>Rien ne part "
                "ailleurs</h2><p>Les pages n’appellent aucun autre site. Un contenu qui vient "
                "d’ailleurs (une vidéo hébergée, par exemple) n’est chargé que si vous le "
                "demandez, et un texte le remplace.</p><h2>Vos droits</h2><p>Vous pouvez obtenir "
                "une copie de ce que le site garde de vous, le corriger ou le faire effacer, en "
                "écrivant à l’animatrice du réseau.</p>"
            ),
        },
        "en": {
            "title": "Privacy",
            "slug": "privacy-en",
            "introduction": "What we keep, who sees it, and for how long.",
            "body": (
                "<p>Your profile is visible to members only, and you can leave the directory. "
                "What you ask in the transformation box is seen only by the people named above "
                "the send button.</p><h2>Nothing goes elsewhere</h2><p>Pages call no other site. "
                "Content that comes from elsewhere (a hosted video, for example) is loaded only "
                "when you ask for it, and a text stands in its place.</p><h2>Your rights</h2>"
                "<p>You can have a copy of what the site keeps about you, have it corrected or "
                "erased, by writing to the network’s animator.</p>"
            ),
        },
    },
}
