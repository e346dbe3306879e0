// The board, live: a word over the stream makes it fetch its changing part; what changed is marked and told.
const live = document.getElementById("live");
const connection = document.getElementById("connection");
const told = document.getElementById("told");
const notice = document.getElementById("notice");
const MARKED_MILLISECONDS = 20_000;
const AGAIN_MILLISECONDS = 1000;
const GONE = 404;
let asked = 0;
let opened = false;

const seatsOf = (part) => new Map([...part.querySelectorAll("[data-seat]")].map((seat) => [seat.dataset.seat, seat]));

function mark(before, after) {
  const changed = [...after].filter(([label, seat]) => before.get(label)?.dataset.shows !== seat.dataset.shows);
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
  const template = document.createElement("template");
  template.innerHTML = html;
  const before = seatsOf(live);
  const open = [...live.querySelectorAll("details[open]")].map((each) => each.closest("[data-seat]").dataset.seat);
  const focus = document.activeElement;
  const seat = focus?.closest("[data-seat]")?.dataset.seat;
  const focused = focus?.id;
  live.replaceChildren(template.content);
  const after = seatsOf(live);
  for (const label of open) after.get(label)?.querySelector("details")?.setAttribute("open", "");
  const again = (focused && document.getElementById(focused)) || after.get(seat)?.querySelector("button, summary");
  if (seat) again?.focus({ preventScroll: true });
  mark(before, after);
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
