// The board, live: a word over the stream makes it fetch its changing part; what changed is marked and told.
const live = document.getElementById("live");
const connection = document.getElementById("connection");
const told = document.getElementById("told");
const notice = document.getElementById("notice");
const MARKED_MILLISECONDS = 20_000;
const AGAIN_MILLISECONDS = 1000;
const GONE = 404;
const OWN_STATE = new Set(["data-changed", "open"]);
let asked = 0;
let opened = false;
let isPressed = false;
let waiting = null;

const nameOf = (node) => node.dataset?.seat ?? node.dataset?.offer ?? (node.localName === "button" ? node.value : "");
const isSame = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && nameOf(a) === nameOf(b);

// What stays is kept as it is, so that no finger and no focus loses what it is on; only what differs is touched.
function patch(shown, wanted) {
  if (shown.nodeType !== Node.ELEMENT_NODE) {
    if (shown.nodeValue !== wanted.nodeValue) shown.nodeValue = wanted.nodeValue;
    return;
  }
  for (const { name } of [...shown.attributes]) {
    if (!wanted.hasAttribute(name) && !OWN_STATE.has(name)) shown.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  }
  patchChildren(shown, wanted);
}

function patchChildren(shown, wanted) {
  const left = [...shown.childNodes];
  const pairs = [...wanted.childNodes].map((node) => {
    const found = left.findIndex((each) => isSame(each, node));
    return [node, found < 0 ? null : left.splice(found, 1)[0]];
  });
  for (const gone of left) gone.remove();
  let next = shown.firstChild;
  for (const [node, kept] of pairs) {
    if (kept) patch(kept, node);
    if (kept === next && kept) next = next.nextSibling;
    else shown.insertBefore(kept ?? node, next);
  }
}

const seatsOf = (part) => new Map([...part.querySelectorAll("[data-seat]")].map((seat) => [seat.dataset.seat, seat]));

function mark(before, after) {
  const changed = [...after].filter(([label, seat]) => before.get(label) !== seat.dataset.shows);
  for (const [, seat] of changed) {
    seat.dataset.changed = live.dataset.changed;
    setTimeout(() => delete seat.dataset.changed, MARKED_MILLISECONDS);
  }
  if (changed.length) told.textContent = changed.map(([, seat]) => seat.dataset.tell).join(". ");
}

async function refresh() {
  const mine = ++asked;
  const answer = await fetch(live.dataset.part).catch(() => null);
  const html = await answer?.text().catch(() => null);
  if (mine !== asked) return;
  if (answer?.status === GONE) return location.reload();
  if (!answer?.ok || html == null) return setTimeout(refresh, AGAIN_MILLISECONDS);
  waiting = html;
  if (!isPressed) show();
}

function show() {
  if (waiting === null) return;
  const template = document.createElement("template");
  template.innerHTML = waiting;
  waiting = null;
  const before = new Map([...seatsOf(live)].map(([label, seat]) => [label, seat.dataset.shows]));
  const focus = document.activeElement;
  const seat = focus?.closest("[data-seat]")?.dataset.seat;
  patchChildren(live, template.content);
  const after = seatsOf(live);
  if (seat && !live.contains(document.activeElement)) {
    after.get(seat)?.querySelector("button, summary")?.focus({ preventScroll: true });
  }
  mark(before, after);
}

// While a finger or a key is down nothing moves under it; what came meanwhile is shown when it lifts and has clicked.
function release() {
  isPressed = false;
  setTimeout(() => isPressed || show());
}

function follow() {
  const stream = new EventSource(live.dataset.stream);
  stream.onopen = () => {
    connection.textContent = connection.dataset.live;
    connection.className = "live";
    if (opened) refresh();
    opened = true;
  };
  stream.onerror = () => {
    connection.textContent = connection.dataset.lost;
    connection.className = "lost";
    // A browser gives up by itself when something in between answers for a service that starts again.
    if (stream.readyState !== EventSource.CLOSED) return;
    refresh();
    setTimeout(follow, AGAIN_MILLISECONDS);
  };
  stream.addEventListener("changed", refresh);
  stream.addEventListener("ended", () => {
    stream.close();
    location.reload();
  });
}

live.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = new FormData(event.target, event.submitter);
  const body = new URLSearchParams(form);
  const answer = await fetch(event.target.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
  notice.textContent = answer?.type === "opaqueredirect" ? "" : notice.dataset.refused;
  await refresh();
});

live.addEventListener("pointerdown", () => { isPressed = true; });
for (const lifted of ["pointerup", "pointercancel", "blur"]) window.addEventListener(lifted, release);
live.addEventListener("keydown", (event) => { isPressed ||= event.key === " "; });
window.addEventListener("keyup", release);

live.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const seat = event.target.closest("[data-seat]");
  if (!seat) return;
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  if (event.key in steps) {
    const seats = [...seatsOf(live).values()];
    const next = seats[(seats.indexOf(seat) + steps[event.key] + seats.length) % seats.length];
    next.querySelector("button, summary")?.focus();
    event.preventDefault();
  } else {
    seat.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)?.click();
  }
});

// A tablet that slept may have missed its connection going.
document.addEventListener("visibilitychange", () => document.hidden || refresh());

follow();
