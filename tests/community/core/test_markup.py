"""HTML that people wrote comes out safe, and the same when it goes through again."""

from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core.markup import (
    ATTRIBUTES,
    PROTOCOLS,
    TAGS,
    from_markdown,
    plain,
    sanitise,
    to_text,
)

# After the OWASP cheat sheet on filter evasion, html5lib's sanitiser cases, and our own worries.
VECTORS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<script/src=data:,alert(1)>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<SCRIPT>alert(1);//<</SCRIPT>",
    "<script\x00>alert(1)</script>",
    "<IMG SRC=\"javascript:alert('XSS');\">",
    "<IMG SRC=JaVaScRiPt:alert(1)>",
    '<IMG SRC=`javascript:alert("x")`>',
    '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
    "<IMG SRC=javascript:alert(String.fromCharCode(88,83,83))>",
    "<IMG SRC=# onmouseover=\"alert('x')\">",
    "<IMG SRC= onmouseover=\"alert('x')\">",
    "<IMG onmouseover=\"alert('x')\">",
    "<IMG SRC=/ onerror=alert(1)></img>",
    '<img src=x onerror="&#0000106&#0000097&#0000118&#0000097">',
    "<IMG SRC=&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)>",
    "<IMG SRC=&#0000106&#0000097&#0000118&#0000097&#0000115&#0000099&#0000114&#0000105alert(1)>",
    "<IMG SRC=&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61alert(1)>",
    '<IMG SRC="jav\tascript:alert(1);">',
    '<IMG SRC="jav&#x09;ascript:alert(1);">',
    '<IMG SRC="jav&#x0A;ascript:alert(1);">',
    '<IMG SRC="jav&#x0D;ascript:alert(1);">',
    '<IMG SRC=" &#14;  javascript:alert(1);">',
    '<IMG SRC="java\0script:alert(1)">',
    '<SCRIPT/XSS SRC="https://evil.example/x.js"></SCRIPT>',
    '<BODY onload!#$%&()*~+-_.,:;?@[/|\\]^`=alert("x")>',
    '<SCRIPT/SRC="https://evil.example/x.js"></SCRIPT>',
    "<SCRIPT SRC=https://evil.example/x.js?< B >",
    "<IMG SRC=\"('XSS')\"",
    "<iframe src=https://evil.example/x.html <",
    "</TITLE><SCRIPT>alert(1);</SCRIPT>",
    '<INPUT TYPE="IMAGE" SRC="javascript:alert(1);">',
    '<BODY BACKGROUND="javascript:alert(1)">',
    '<IMG DYNSRC="javascript:alert(1)">',
    '<IMG LOWSRC="javascript:alert(1)">',
    '<STYLE>li {list-style-image: url("javascript:alert(1)");}</STYLE><UL><LI>x</br>',
    "<IMG SRC='vbscript:msgbox(\"x\")'>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=1">',
    '<math href="javascript:alert(1)">x</math>',
    '<BGSOUND SRC="javascript:alert(1);">',
    '<LINK REL="stylesheet" HREF="javascript:alert(1);">',
    '<META HTTP-EQUIV="refresh" CONTENT="0;url=javascript:alert(1);">',
    '<META HTTP-EQUIV="refresh" CONTENT="0;url=data:text/html;base64,PHNjcmlwdD4=">',
    '<IFRAME SRC="javascript:alert(1);"></IFRAME>',
    '<IFRAME SRCDOC="<script>alert(1)</script>"></IFRAME>',
    '<FRAMESET><FRAME SRC="javascript:alert(1);"></FRAMESET>',
    '<TABLE BACKGROUND="javascript:alert(1)"><TD BACKGROUND="javascript:alert(1)">x',
    '<DIV STYLE="background-image: url(javascript:alert(1))">x</DIV>',
    '<DIV STYLE="width: expression(alert(1));">x</DIV>',
    '<p style="position:fixed;inset:0">over everything</p>',
    '<BASE HREF="javascript:alert(1);//">',
    '<OBJECT TYPE="text/x-scriptlet" DATA="https://evil.example/x.html"></OBJECT>',
    '<EMBED SRC="data:image/svg+xml;base64,PHN2Zz4=" AllowScriptAccess="always"></EMBED>',
    "<!--[if gte IE 4]><SCRIPT>alert(1);</SCRIPT><![endif]-->",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    '<?xml version="1.0"?><script>alert(1)</script>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="javascript:123">x</a>',
    '<a href="javascript:1">x</a>',
    '<a href="vbscript:1">x</a>',
    '<a href="data:1">x</a>',
    '<a href="JAVASCRIPT:8080/alert(1)">x</a>',
    '<a href="javascript&colon;alert(1)">x</a>',
    '<a href="javascript&#58;alert(1)">x</a>',
    '<a href="&#1;javascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="\u00a0javascript:alert(1)">x</a>',
    '<a href="\u200bjavascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="blob:https://site.example/1">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="feed:javascript:alert(1)">x</a>',
    '<a href="https://ok.example" onclick="alert(1)" style="x" id="main" class="button">x</a>',
    '<a href="https://ok.example" target="_blank" formaction="javascript:alert(1)">x</a>',
    '<a href="//evil.example" ping="https://evil.example">x</a>',
    '<a name="main" id="main">x</a>',
    '<form action="javascript:alert(1)"><button formaction="javascript:alert(1)">x</button></form>',
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    '<video><source onerror="alert(1)"></video>',
    '<video src="https://evil.example/x.mp4" poster="javascript:alert(1)"></video>',
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
    "<template><script>alert(1)</script></template>",
    '<blockquote cite="javascript:alert(1)">x</blockquote>',
    '<q cite="data:text/html,1">x</q>',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    '<img src="https://ok.example/a.png" srcset="javascript:alert(1) 2x">',
    '<p lang="fr" dir="rtl" onclick="alert(1)">x</p>',
    "<p><a href='https://ok.example'><a href='javascript:alert(1)'>x</a></a></p>",
    "<b <script>alert(1)</script>0",
    '<a href="https://ok.example/"><script>alert(1)</script>x</a>',
    'https://ok.example/"onmouseover="alert(1)',
    "javascript://%0aalert(1)",
    "[x](javascript:alert(1))",
    "<custom-element onclick=alert(1)>x</custom-element>",
    "\ud800<script>alert(1)</script>",
    "<dialog open>x</dialog><portal src=javascript:alert(1)></portal>",
    '<xss onclick="alert(1)" style="display:block">x</xss>',
    "<plaintext><script>alert(1)</script>",
    "<xmp><script>alert(1)</script></xmp>",
]


def assert_safe(markup):
    """Read it as a browser would: only allowed tags, attributes and schemes are left."""
    tree = html5lib.parseFragment(markup, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        if element is tree:
            continue
        assert element.tag in TAGS, element.tag
        for name, value in element.attrib.items():
            allowed = ATTRIBUTES.get(element.tag, set()) | (
                {"rel"} if element.tag == "a" else set()
            )
            assert name in allowed, (element.tag, name)
            if name in {"href", "src", "cite"}:
                # Browsers drop these before they look for a scheme.
                bare = "".join(c for c in value if c > " ")
                scheme = urlsplit(bare).scheme if ":" in bare else ""
                assert scheme.lower() in PROTOCOLS | {""}, value
                assert not bare.lower().startswith(("javascript", "vbscript", "data:")), value


@pytest.mark.parametrize("vector", VECTORS)
def test_a_known_attack_comes_out_harmless(vector):
    clean = sanitise(vector)
    assert_safe(clean)
    assert sanitise(clean) == clean
    assert_safe(from_markdown(vector))
    assert "<" not in to_text(clean) or "&lt;" in clean


FRAGMENTS = st.sampled_from(
    [
        *VECTORS,
        "<p>",
        "</p>",
        "<b>",
        "<a href='",
        "'>",
        '"',
        "<!--",
        "-->",
        "&lt;",
        "&#58;",
        "&amp;",
        "https://ok.example/a?b=c&d",
        "www.ok.example",
        "é",
        "\u202e",
        "\n",
        " ",
    ]
)


@given(st.lists(st.one_of(FRAGMENTS, st.text(max_size=8)), max_size=6).map("".join))
def test_anything_comes_out_safe_and_goes_through_unchanged(source):
    clean = sanitise(source)
    assert_safe(clean)
    assert sanitise(clean) == clean


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("<h2>Un</h2><p>Deux <em>trois</em></p>", "<h2>Un</h2><p>Deux <em>trois</em></p>"),
        ('<p lang="en">Hello</p>', '<p lang="en">Hello</p>'),
        (
            "Voir https://ok.example.org/a?b=c&d=e.",
            (
                'Voir <a href="https://ok.example.org/a?b=c&amp;d=e" rel="nofollow noopener">'
                "https://ok.example.org/a?b=c&amp;d=e</a>."
            ),
        ),
        (
            '<a href="/fr/themes/">thèmes</a>',
            '<a href="/fr/themes/" rel="nofollow noopener">thèmes</a>',
        ),
        (
            '<a href="mailto:nadia@melisse.example">écrire</a>',
            '<a href="mailto:nadia@melisse.example" rel="nofollow noopener">écrire</a>',
        ),
        (
            '<img src="/media/a.png" alt="Une salle" width="320" onerror="x">',
            '<img src="/media/a.png" alt="Une salle" width="320">',
        ),
        ("<p>Sans fin <b>gras", "<p>Sans fin <b>gras</b></p>"),
        ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
        ("<script>perdu</script>gardé", "gardé"),
        ("<div>Un <span>deux</span></div>", "Un deux"),
        (
            "«\u202fOui\u202f», dit-elle\u00a0!",
            "«\u202fOui\u202f», dit-elle\u00a0!".replace("\u00a0", "&nbsp;"),
        ),
        ("", ""),
    ],
)
def test_what_is_meant_well_stays(source, clean):
    assert sanitise(source) == clean


def test_links_in_code_stay_text():
    assert sanitise("<code>https://ok.example</code>") == "<code>https://ok.example</code>"


def test_markdown():
    assert from_markdown("# Un\n\n- a\n- **b**\n\n| c | d |\n|---|---|\n| 1 | 2 |") == (
        "Un\n<ul>\n<li>a</li>\n<li><strong>b</strong></li>\n</ul>\n<table>\n<thead>\n<tr>\n"
        "<th>c</th>\n<th>d</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n"
        "</tbody>\n</table>"
    )


def test_text_alone():
    assert to_text("<p>L&#x27;école &amp; l&rsquo;atelier</p><ul><li>un<li>deux</ul>") == (
        "L'école & l’atelier un deux"
    )


def test_plain_drops_what_no_database_holds():
    assert plain("a\x00b\ud800c\x1bd\te\nf") == "abcd\te\nf"


@pytest.mark.parametrize("mark", ["[", "<b>", "`", "![", "[a]("])
def test_thousands_of_open_marks_are_shown_as_they_are(mark):
    made = from_markdown(f"Avant.\n\n{mark * 20_000}\n\nAprès **tout**.")
    assert to_text(made) == f"Avant. {mark * 20_000} Après **tout**."


def test_code_is_shown_as_it_was_written():
    made = from_markdown("Dites `a < b && c`.\n\n```\n<b> & &lt;\n```")
    assert "<code>a &lt; b &amp;&amp; c</code>" in made
    assert "<pre><code>&lt;b&gt; &amp; &amp;lt;\n</code></pre>" in made
    assert sanitise(made) == made


def test_addresses_become_links_unless_told_otherwise():
    assert "<a " in from_markdown("Voir exemple.fr")
    assert "<a " not in from_markdown("Voir exemple.fr", finds_links=False)
