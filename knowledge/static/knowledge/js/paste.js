/* What is pasted from Word, LibreOffice or Google Docs keeps its structure in the text of a card.

   The editor takes headings, lists, bold and links as the site has them; word processors say them
   otherwise. Word's lists come as paragraphs with a bullet typed in front (mso-list), headings come
   in six levels, bold as a style. Before the editor reads the clipboard its HTML is put into the
   plain form, and the paste is handed on. The server cleans it again when the card is saved. */

(() => {
  const FOREIGN = /mso-|<o:p>|urn:schemas-microsoft-com|<h[1-6]\b|LibreOffice|docs-internal-guid|font-weight\s*:/i;
  const OWN = "data-draftjs-conductor-fragment";
  const BULLET = /^[\s\u00a0]*(?:[·•◦▪§ü➢–—-]|o(?=[\s\u00a0]))[\s\u00a0]+/u;
  const NUMBER = /^[\s\u00a0]*(?:\d+|[a-z]|[ivx]+)[.)][\s\u00a0]+/i;

  const styleOf = (element) => element.getAttribute("style") || "";

  const rename = (element, name) => {
    const made = element.ownerDocument.createElement(name);
    made.append(...element.childNodes);
    if (name === "a") made.setAttribute("href", element.getAttribute("href"));
    element.replaceWith(made);
    return made;
  };

  const unwrap = (element) => element.replaceWith(...element.childNodes);

  const isListParagraph = (element) =>
    element.nodeType === 1 &&
    /^(?:P|DIV|H[1-6])$/.test(element.tagName) &&
    (/mso-list\s*:(?!\s*(?:none|ignore))/i.test(styleOf(element)) ||
      /^MsoListParagraph/i.test(element.className));

  /* Word's marker: its own span, or the text in front where conditional comments were dropped. */
  const takeMarker = (paragraph) => {
    let marker = "";
    for (const span of [...paragraph.querySelectorAll("span")]) {
      if (/mso-list\s*:\s*ignore/i.test(styleOf(span))) {
        marker += span.textContent;
        span.remove();
      }
    }
    const words = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let first = words.nextNode();
    while (first && !first.data.trim()) first = words.nextNode();
    if (first && !marker) {
      const found = first.data.match(NUMBER) || first.data.match(BULLET);
      if (found) {
        [marker] = found;
        first.data = first.data.slice(marker.length);
      }
    }
    if (first) first.data = first.data.replace(/^[\s\u00a0]+/, "");
    return marker;
  };

  const levelOf = (paragraph) => Number(styleOf(paragraph).match(/level(\d+)/i)?.[1] || 1);

  /* Paragraphs of a list that follow each other become one list, deeper levels lists within. */
  const makeLists = (body) => {
    const document_ = body.ownerDocument;
    let open = [];
    for (const element of [...body.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6")]) {
      if (!isListParagraph(element)) continue;
      let before = element.previousSibling;
      while (before && ((before.nodeType === 3 && !before.data.trim()) || before.nodeType === 8)) {
        before = before.previousSibling;
      }
      if (!open.length || before !== open[0].list) open = [];
      const level = levelOf(element);
      const marker = takeMarker(element);
      const name = /^[\s\u00a0]*(?:\d+|[a-z]|[ivx]+)[.)]/i.test(marker) && !/^o[\s\u00a0]/.test(marker) ? "ol" : "ul";
      while (open.length && open.at(-1).level > level) open.pop();
      const item = document_.createElement("li");
      item.append(...element.childNodes);
      const last = open.at(-1);
      if (last && last.level === level && (last.list.localName === name || open.length > 1)) {
        last.list.append(item);
        element.remove();
        continue;
      }
      const list = document_.createElement(name);
      list.append(item);
      if (last && last.level < level) {
        last.list.lastElementChild.append(list);
        open.push({ list, level });
        element.remove();
      } else {
        element.replaceWith(list);
        open = [{ list, level }];
      }
    }
  };

  const makeMarks = (body) => {
    for (const element of [...body.querySelectorAll("b, strong, span, i, em")]) {
      const style = styleOf(element);
      // Google wraps everything in a bold that is not bold.
      if (/(?:^|;)\s*font-weight\s*:\s*(?:normal|400)/i.test(style) && /^(?:B|STRONG)$/.test(element.tagName)) {
        unwrap(element);
        continue;
      }
      if (element.tagName !== "SPAN") continue;
      const isBold = /(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)/i.test(style);
      const isItalic = /font-style\s*:\s*italic/i.test(style);
      let made = element;
      if (isBold) made = rename(element, "b");
      else if (isItalic) made = rename(element, "i");
      if (isBold && isItalic) {
        const inner = made.ownerDocument.createElement("i");
        inner.append(...made.childNodes);
        made.append(inner);
      }
    }
  };

  const makeHeadings = (body) => {
    for (const heading of [...body.querySelectorAll("h1, h2, h4, h5, h6")]) rename(heading, "h3");
    for (const title of [...body.querySelectorAll("p.MsoTitle, p.MsoSubtitle")]) rename(title, "h3");
    // A heading is bold by itself.
    for (const bold of [...body.querySelectorAll("h3 b, h3 strong")]) unwrap(bold);
  };

  const BLOCKS = /^(?:BODY|DIV|P|H[1-6]|UL|OL|LI|TABLE|TBODY|TR|TD|BLOCKQUOTE)$/;

  /* Line ends of the source are spaces; between blocks they are nothing. */
  const tidySpaces = (body) => {
    const nodes = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
    const found = [];
    while (nodes.nextNode()) found.push(nodes.currentNode);
    for (const node of found) {
      const beside = [node.previousSibling, node.nextSibling];
      const isAtEdge = beside.some((other) => (other ? BLOCKS.test(other.nodeName) : BLOCKS.test(node.parentNode.nodeName)));
      if (node.nodeType === Node.COMMENT_NODE || (isAtEdge && !node.data.trim())) node.remove();
      else node.data = node.data.replace(/[ \t\r\n]+/g, " ");
    }
  };

  /* The HTML of a word processor as the editor understands it. */
  const plainHtml = (source) => {
    const page = new DOMParser().parseFromString(source, "text/html");
    const { body } = page;
    for (const element of [...body.querySelectorAll("script, style, meta, link, xml, title, template, iframe, object")]) {
      element.remove();
    }
    for (const element of [...body.querySelectorAll("*")]) {
      if (element.tagName.includes(":")) unwrap(element);
    }
    makeLists(body);
    makeMarks(body);
    makeHeadings(body);
    for (const link of [...body.querySelectorAll("a")]) {
      // Word marks places with links that lead nowhere, and notes with links into the document.
      if (!/^(?:https?:|mailto:)/i.test(link.getAttribute("href") || "")) unwrap(link);
    }
    for (const paragraph of [...body.querySelectorAll("p, h3")]) {
      if (!paragraph.textContent.replace(/[\s\u00a0]/g, "") && !paragraph.querySelector("img")) paragraph.remove();
    }
    // LibreOffice and Google put a paragraph into each item.
    for (const paragraph of [...body.querySelectorAll("li > p")]) {
      if (paragraph.previousElementSibling) paragraph.before(" ");
      unwrap(paragraph);
    }
    tidySpaces(body);
    return body.innerHTML.trim();
  };

  const handOn = (event) => {
    const place = event.target.closest?.(".public-DraftEditor-content") ?? event.target.parentElement?.closest(".public-DraftEditor-content");
    if (!place || event.knowledgePlain || !event.clipboardData) return;
    const source = event.clipboardData.getData("text/html");
    if (!source || source.includes(OWN) || !FOREIGN.test(source)) return;
    const clipboard = new DataTransfer();
    clipboard.setData("text/plain", event.clipboardData.getData("text/plain"));
    clipboard.setData("text/html", plainHtml(source));
    const again = new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true });
    again.knowledgePlain = true;
    event.preventDefault();
    event.stopImmediatePropagation();
    event.target.dispatchEvent(again);
  };

  document.addEventListener("paste", handOn, true);
})();
