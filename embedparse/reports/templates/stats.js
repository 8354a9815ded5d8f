"use strict";
// Every value here was written by strangers: it reaches the page through textContent alone.
(() => {
  const { charts, posts } = JSON.parse(document.getElementById("data").textContent);
  const ROWS = 50;
  const byId = (id) => document.getElementById(id);
  const state = { words: [], facet: null, value: null, key: null, down: false, page: 0 };

  for (const post of posts) {
    const said = [post.date, post.author, "@" + post.handle, post.body, post.platform, post.doc, ...post.links];
    post.text = said.join("\n").toLocaleLowerCase();
    post.who = ("@" + post.handle).toLowerCase();
  }

  function matches(post) {
    if (!state.words.every((word) => post.text.includes(word))) return false;
    if (state.facet === null) return true;
    if (state.facet === "host") return post.host.includes(state.value);
    if (state.facet === "handle") return post.who === state.value || `${post.who} (${post.platform})` === state.value;
    return post[state.facet] === state.value;
  }

  function element(name, text, className, direction) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    if (direction) made.dir = direction;
    return made;
  }

  function link(text, target) {
    const made = element("a", text);
    made.href = target; // http and https only: checked where the page was made
    made.rel = "noopener noreferrer nofollow";
    return made;
  }

  function row(post) {
    const made = element("tr");
    const cell = (...children) => {
      const td = element("td");
      td.append(...children);
      made.append(td);
    };
    cell(post.href ? link(post.date || "post", post.href) : post.date);
    const author = element("bdi", post.author, "author");
    cell(...(post.author ? [author] : []), ...(post.handle ? [element("bdi", "@" + post.handle, "handle")] : []));
    cell(element("div", post.body, "body", "auto"));
    cell(element("span", post.platform + (post.kind === "embed" ? "" : ", " + post.kind)));
    cell(element("span", post.confidence, post.confidence));
    cell(element("bdi", post.doc, "doc"));
    return made;
  }

  function show() {
    const found = posts.filter(matches);
    if (state.key) {
      const sign = state.down ? -1 : 1;
      found.sort((a, b) => sign * a[state.key].localeCompare(b[state.key]));
    }
    const pages = Math.max(1, Math.ceil(found.length / ROWS));
    state.page = Math.min(state.page, pages - 1);
    const shown = found.slice(state.page * ROWS, (state.page + 1) * ROWS);
    document.querySelector("#posts tbody").replaceChildren(...shown.map(row));
    byId("found").textContent = `${found.length.toLocaleString("en")} of ${posts.length.toLocaleString("en")}`;
    byId("page").textContent = `page ${state.page + 1} of ${pages}`;
    byId("back").disabled = state.page === 0;
    byId("on").disabled = state.page === pages - 1;
    byId("chip").hidden = state.facet === null;
    byId("chip").textContent = state.facet === null ? "" : `${state.facet}: ${state.value}`;
    for (const button of document.querySelectorAll("#posts th button")) {
      const sorted = button.dataset.key === state.key;
      button.parentElement.setAttribute("aria-sort", sorted ? (state.down ? "descending" : "ascending") : "none");
    }
  }

  function change(changes) {
    Object.assign(state, { page: 0 }, changes);
    show();
  }

  byId("search").addEventListener("input", (event) => {
    change({ words: event.target.value.toLocaleLowerCase().split(/\s+/).filter(Boolean) });
  });
  byId("chip").addEventListener("click", () => change({ facet: null, value: null }));
  byId("back").addEventListener("click", () => change({ page: state.page - 1 }));
  byId("on").addEventListener("click", () => change({ page: state.page + 1 }));
  for (const button of document.querySelectorAll("#posts th button")) {
    const key = button.dataset.key;
    button.addEventListener("click", () => change({ key, down: state.key === key && !state.down }));
  }
  show();

  // A chart's click filters the table by the bar that was hit.
  function filterBy(facet, datum) {
    if (facet === "month") {
      const month = datum.utcyearmonth_month;
      if (month !== undefined) change({ facet, value: new Date(month).toISOString().slice(0, 7) });
    } else if (datum.value !== undefined) {
      change({ facet, value: datum.value });
    }
  }
  for (const [facet, specification] of Object.entries(charts)) {
    window
      .vegaEmbed(byId(`chart-${facet}`), specification, { renderer: "svg", actions: false, ast: true })
      .then(({ view }) => view.addEventListener("click", (_, item) => item && item.datum && filterBy(facet, item.datum)));
  }
})();
