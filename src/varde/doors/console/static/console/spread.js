// The spread as a graph. Places come from the server, so nothing moves by itself. Colours are told apart by shape as well.
"use strict";
(() => {
  const frame = document.getElementById("graph");
  const form = document.getElementById("spread-filter");
  if (!frame || !form || !window.vis) return;
  // Okabe and Ito's colours, which people with any colour vision can tell apart
  const LOOKS = {
    lane: {
      procedure: ["#0072b2", "dot"], below_age_line: ["#009e73", "triangle"], depicted_child: ["#e69f00", "star"],
      not_criminal_here: ["#999999", "square"], needs_facts: ["#cc79a7", "diamond"],
    },
    wave: { 1: ["#0072b2", "dot"], 2: ["#d55e00", "triangle"], 3: ["#009e73", "square"], 4: ["#cc79a7", "diamond"], 5: ["#e69f00", "star"] },
  };
  const OTHER = ["#888888", "hexagon"];
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  let told = null;
  let network = null;
  const byId = new Map();

  const ON_DARK = { "#0072b2": "#56b4e9" }; // the same family's lighter blue, for a dark sheet
  const seen = ([color, shape]) => [(dark.matches && ON_DARK[color]) || color, shape];
  const look = (node) => seen(LOOKS[form.by.value][node[form.by.value]] || OTHER);
  const size = (acts) => 7 + 5 * Math.sqrt(Math.log2(1 + acts)) + Math.sqrt(acts);
  const address = (id) => `/suspects/${id}/?incident=${frame.dataset.incidentId}`;

  const kept = () => told.nodes.filter((node) =>
    (!form.district.value || node.district === form.district.value) &&
    (!form.wave.value || String(node.wave) === form.wave.value) &&
    node.acts >= Number(form.acts.value || 1));

  // How many of the graph's units one pixel shows when the whole is in view: letters and lines are sized by it.
  const unitsPerPixel = (nodes) => {
    const xs = nodes.map((node) => node.x);
    const ys = nodes.map((node) => node.y);
    const reach = (values, room) => (Math.max(...values) - Math.min(...values)) / Math.max(room, 200);
    return nodes.length ? Math.max(1, 1.1 * Math.max(reach(xs, frame.clientWidth), reach(ys, frame.clientHeight))) : 1;
  };

  const drawn = () => {
    const nodes = kept();
    const here = new Set(nodes.map((node) => node.id));
    const edges = told.edges.filter((edge) => here.has(edge.from) && here.has(edge.to));
    const named = new Set([...nodes].sort((a, b) => b.acts - a.acts).slice(0, 8).map((node) => node.id));
    const units = unitsPerPixel(nodes);
    const ink = dark.matches ? "#e6e8ea" : "#1d2329";
    const line = dark.matches ? "rgba(160,172,182,.34)" : "rgba(70,82,92,.3)";
    document.getElementById("drawn").textContent = `${nodes.length} persons and ${edges.length} lines in the graph`;
    return {
      nodes: nodes.map((node) => ({
        id: node.id, x: node.x, y: node.y, size: size(node.acts) * (0.6 + 0.15 * units), color: look(node)[0], shape: look(node)[1],
        label: named.has(node.id) ? node.label : undefined, font: { color: ink, size: 12 * units, strokeWidth: 3 * units, strokeColor: dark.matches ? "#1b2026" : "#ffffff" },
        title: `${node.label}: ${node.acts} acts, wave ${node.wave}, ${node.district_name}, ${told.lanes[node.lane] || ""}`,
      })),
      edges: edges.map((edge, number) => ({ id: number, from: edge.from, to: edge.to, width: units * (0.35 + Math.log2(1 + edge.acts) / 6), color: { color: line, highlight: "#d55e00", opacity: 1 } })),
    };
  };

  const legend = () => {
    const used = new Map();
    for (const node of kept()) {
      const key = node[form.by.value];
      used.set(key, (used.get(key) || 0) + 1);
    }
    const list = document.getElementById("legend");
    list.replaceChildren(...[...used].sort((a, b) => b[1] - a[1]).map(([key, count]) => {
      const entry = document.createElement("li");
      const mark = document.createElement("i");
      const [color, shape] = seen(LOOKS[form.by.value][key] || OTHER);
      mark.className = `shape ${shape}`;
      mark.style.backgroundColor = color;
      entry.append(mark, ` ${form.by.value === "lane" ? told.lanes[key] || key : `wave ${key}`} (${count})`);
      return entry;
    }));
  };

  const options = {
    physics: false, layout: { improvedLayout: false },
    nodes: { borderWidth: 0, chosen: true },
    edges: { smooth: false, arrows: { to: { enabled: true, scaleFactor: 0.35 } }, selectionWidth: 2 },
    interaction: { hover: false, tooltipDelay: 120, hideEdgesOnDrag: true, hideEdgesOnZoom: true, keyboard: false, navigationButtons: false },
  };

  const chosen = (id) => {
    const node = byId.get(id);
    const place = document.getElementById("chosen");
    if (!node) return;
    const open = document.createElement("a");
    open.href = address(id);
    open.textContent = node.label;
    place.replaceChildren(open, `: ${node.acts} acts, wave ${node.wave}, ${node.district_name}, ${told.lanes[node.lane] || ""}. `);
    return open;
  };

  const show = () => {
    legend();
    if (network) { network.setData(drawn()); network.fit(); return; }
    frame.replaceChildren();
    network = new window.vis.Network(frame, drawn(), options);
    network.once("afterDrawing", () => { frame.dataset.drawn = "yes"; });
    network.on("click", (event) => { if (event.nodes.length) { const open = chosen(event.nodes[0]); if (open) open.focus({ preventScroll: true }); } });
    network.on("doubleClick", (event) => { if (event.nodes.length) window.location.assign(address(event.nodes[0])); });
    network.fit();
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-fit]") && network) network.fit({ animation: false });
    const find = event.target.closest("[data-find]");
    if (!find || !network) return;
    const id = find.dataset.find;
    if (!kept().some((node) => node.id === id)) { form.reset(); show(); }
    network.selectNodes([id]);
    network.focus(id, { scale: 0.9, animation: false });
    chosen(id);
  });
  form.addEventListener("input", () => { if (told) show(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  dark.addEventListener("change", () => { if (told) show(); });

  fetch(frame.dataset.from, { headers: { Accept: "application/json" } })
    .then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); })
    .then((graph) => { told = graph; for (const node of graph.nodes) byId.set(node.id, node); show(); })
    .catch((error) => { frame.textContent = `The graph could not be fetched (${error.message}). Load the page again; the table tells the most of it.`; });
})();
