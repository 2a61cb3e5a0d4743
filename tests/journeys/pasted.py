"""What the clipboard holds when somebody copies from a word processor: the same text thrice."""

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"
xmlns="http://www.w3.org/TR/REC-html40"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {margin:0cm;} @list l0 {mso-list-id:1;} --></style></head>
<body lang=FR style='tab-interval:35.4pt'><!--StartFragment-->
<h1>Trois phrases<o:p></o:p></h1>
<p class=MsoNormal>Un <b style='mso-bidi-font-weight:normal'>fait</b>, un <i>effet</i>,
voir <a href="https://example.org/guide">le guide</a>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span
style='mso-list:Ignore'>&middot;<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>Attendre<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'>
<![if !supportLists]><span style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>dix
secondes<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>&middot;<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>
Demander<o:p></o:p></p>
<h2>Dans l&rsquo;ordre<o:p></o:p></h2>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'>
<![if !supportLists]><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>
&nbsp;&nbsp;&nbsp; </span></span><![endif]>Le fait<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'>
<![if !supportLists]><span style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>
&nbsp;&nbsp;&nbsp; </span></span><![endif]>La suite<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal><a name="_Toc1"></a>Fin
<a href="javascript:alert(1)">clic</a><script>alert(1)</script>.<o:p></o:p></p>
<!--EndFragment--></body></html>"""
LIBREOFFICE = """<html><head><meta name="generator" content="LibreOffice 7.4"/>
<style type="text/css">p { line-height: 115% }</style></head><body lang="fr-FR">
<h1 class="western">Trois phrases</h1><p style="margin-bottom: 0cm">Un <b>fait</b>, un
<i>effet</i>, voir <a href="https://example.org/guide">le guide</a>.</p><ul><li><p>Attendre</p>
<ul><li><p>dix secondes</p></li></ul></li><li><p>Demander</p></li></ul><h2>Dans l’ordre</h2><ol>
<li><p>Le fait</p></li><li><p>La suite</p></li></ol><p>Fin clic.</p></body></html>"""
GOOGLE = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">
<h1 dir="ltr"><span style="font-size:20pt;font-weight:400">Trois phrases</span></h1><p dir="ltr">
<span>Un </span><span style="font-weight:700">fait</span><span>, un </span><span
style="font-style:italic">effet</span><span>, voir </span><a
href="https://example.org/guide"><span>le guide</span></a><span>.</span></p><ul><li dir="ltr">
<p dir="ltr"><span style="font-weight:400">Attendre</span></p></li><ul><li><p><span>dix
secondes</span></p></li></ul><li><p><span>Demander</span></p></li></ul><h2><span>Dans
l’ordre</span></h2><ol><li><p><span>Le fait</span></p></li>
<li><p><span>La suite</span></p></li></ol><p><span>Fin clic.</span></p></b>"""
SOURCES = {"word": WORD, "libreoffice": LIBREOFFICE, "google": GOOGLE}
STRUCTURE = [
    ("header-three", 0, "Trois phrases"),
    ("unstyled", 0, "Un fait, un effet, voir le guide."),
    ("unordered-list-item", 0, "Attendre"),
    ("unordered-list-item", 1, "dix secondes"),
    ("unordered-list-item", 0, "Demander"),
    ("header-three", 0, "Dans l’ordre"),
    ("ordered-list-item", 0, "Le fait"),
    ("ordered-list-item", 0, "La suite"),
    ("unstyled", 0, "Fin clic."),
]
