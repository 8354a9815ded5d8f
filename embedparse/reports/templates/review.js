"use strict";
// Every value here was written by strangers: it reaches the page through textContent and value alone.
(() => {
  const items = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const FIELDS = ["author", "handle", "date", "body"];
  const decisions = new Map(); // item number -> { verdict, spans, answer, fields }
  let at = 0;
  let mode = "start"; // which border the next click moves

  // Offsets count code points; JavaScript counts UTF-16 units.
  const pointsOf = (text) => Array.from(text);
  const wordsOf = (points) => {
    const words = [];
    let from = 0;
    for (let k = 1; k <= points.length; k += 1) {
      const blank = (c) => /\s/u.test(c);
      if (k === points.length || blank(points[k]) !== blank(points[k - 1])) {
        words.push([from, k]);
        from = k;
      }
    }
    return words;
  };

  const decisionOf = (number) => decisions.get(number) || {};
  const spansOf = (number) => decisionOf(number).spans || items[number].spans;

  function cut(spans, edge, end) {
    const kept = spans.map(([a, b]) => (end ? [a, Math.min(b, edge)] : [Math.max(a, edge), b])).filter(([a, b]) => a < b);
    if (kept.length === 0) return spans;
    if (end) kept[kept.length - 1] = [kept[kept.length - 1][0], edge];
    else kept[0] = [edge, kept[0][1]];
    return kept;
  }

  function decide(changes) {
    decisions.set(at, { ...decisionOf(at), ...changes });
    show();
  }

  function move(word) {
    const item = items[at];
    if (item.question !== null) return;
    decide({ verdict: "spans", spans: mode === "start" ? cut(spansOf(at), word[0], false) : cut(spansOf(at), word[1], true) });
  }

  function lineOf(number) {
    const item = items[number];
    const decision = decisionOf(number);
    const head = { doc: item.doc, text_hash: item.text_hash };
    if (item.question !== null) return decision.answer ? { ...head, question: item.question, answer: decision.answer } : null;
    if (!decision.verdict) return null;
    const whole = (spans) => spans.map(([a, b]) => [a + item.base, b + item.base]);
    const line = { ...head, verdict: decision.verdict, spans: whole(decision.verdict === "spans" ? spansOf(number) : item.spans) };
    const { body, ...fields } = decision.fields || {};
    if (body !== undefined) line.body = body;
    if (Object.keys(fields).length > 0) line.fields = fields;
    return line;
  }

  const lines = () => items.map((_, number) => lineOf(number)).filter(Boolean);
  const text = () => lines().map((line) => JSON.stringify(line) + "\n").join("");

  function element(name, content, className) {
    const made = document.createElement(name);
    made.textContent = content;
    if (className) made.className = className;
    return made;
  }

  function button(choice, number) {
    const made = element("button", `${choice.number}: ${Math.round(choice.probability * 100)} %`);
    made.type = "button";
    const chosen = decisionOf(number).answer;
    made.setAttribute("aria-pressed", String(chosen === choice.number));
    made.addEventListener("click", () => choose(choice));
    return made;
  }

  function choose(choice) {
    decide({ answer: choice.number, spans: choice.spans });
  }

  function verdictOf(number) {
    const decision = decisionOf(number);
    if (decision.answer) return `candidate ${decision.answer}`;
    if (decision.verdict === "not-a-post") return "not a post";
    if (decision.verdict === "spans") return decision.fields || decision.spans ? "corrected" : "right as it is";
    return "";
  }

  function showText(item) {
    const points = pointsOf(item.text);
    const spans = spansOf(at);
    const made = wordsOf(points).map((word) => {
      const one = element("span", points.slice(word[0], word[1]).join(""));
      const span = spans.find(([a, b]) => a < word[1] && word[0] < b);
      if (span) one.className = `in${word[0] <= span[0] ? " first" : ""}${word[1] >= span[1] ? " last" : ""}`;
      one.addEventListener("click", () => move(word));
      return one;
    });
    byId("text").replaceChildren(...made);
    const first = byId("text").querySelector(".in");
    if (first) byId("text").scrollTop = Math.max(0, first.offsetTop - byId("text").offsetTop - 60);
  }

  function show() {
    byId("none").hidden = items.length > 0;
    byId("item").hidden = items.length === 0;
    byId("lines").value = text();
    byId("decided").textContent = `${lines().length} decided`;
    byId("save").disabled = lines().length === 0;
    byId("place").textContent = items.length ? `${at + 1} of ${items.length}` : "";
    byId("back").disabled = at === 0;
    byId("next").disabled = at >= items.length - 1;
    if (items.length === 0) return;
    const item = items[at];
    const asked = item.question !== null;
    byId("doc").textContent = item.doc;
    byId("probability").textContent = `${Math.round(item.probability * 100)} % sure of the borders`;
    byId("about").textContent = item.about;
    byId("choices").replaceChildren(...item.choices.map((choice) => button(choice, at)));
    byId("hint").textContent = asked ? "Choose the candidate whose marked text is the post." : `A click moves the ${mode} of the post (s: start, e: end).`;
    byId("fields").hidden = asked;
    byId("accept").hidden = asked;
    byId("reject").hidden = asked;
    byId("verdict").textContent = verdictOf(at);
    for (const name of FIELDS) {
      const fields = decisionOf(at).fields || {};
      byId(`field-${name}`).value = fields[name] !== undefined ? fields[name] : item.fields[name] || "";
    }
    showText(item);
  }

  const go = (step) => {
    at = Math.min(Math.max(0, at + step), Math.max(0, items.length - 1));
    show();
  };
  const accept = () => {
    decide({ verdict: "spans" });
    go(1);
  };
  const reject = () => {
    decide({ verdict: "not-a-post" });
    go(1);
  };
  const undo = () => {
    decisions.delete(at);
    show();
  };
  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text()], { type: "application/jsonl" }));
    link.download = "corrections.jsonl";
    link.click();
    URL.revokeObjectURL(link.href);
  };
  const setMode = (wanted) => {
    mode = wanted;
    show();
  };

  for (const name of FIELDS) {
    byId(`field-${name}`).addEventListener("change", (event) => {
      const decision = decisionOf(at);
      decide({ verdict: "spans", fields: { ...(decision.fields || {}), [name]: event.target.value } });
    });
  }
  byId("back").addEventListener("click", () => go(-1));
  byId("next").addEventListener("click", () => go(1));
  byId("accept").addEventListener("click", accept);
  byId("reject").addEventListener("click", reject);
  byId("undo").addEventListener("click", undo);
  byId("save").addEventListener("click", save);
  const KEYS = { j: () => go(1), k: () => go(-1), a: accept, r: reject, u: undo, w: save, s: () => setMode("start"), e: () => setMode("end") };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA)$/.test(event.target.tagName) || items.length === 0) return;
    const asked = items[at].question !== null;
    const choice = items[at].choices.find((one) => String(one.number) === event.key);
    if (choice) choose(choice);
    else if (Object.hasOwn(KEYS, event.key) && !(asked && "ar".includes(event.key)) && !(event.key === "w" && byId("save").disabled)) KEYS[event.key]();
  });
  // Decisions are only on this page until they are saved.
  addEventListener("beforeunload", (event) => {
    if (lines().length > 0) event.preventDefault();
  });
  show();
})();
