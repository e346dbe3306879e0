// Drives the whole flow through the types that openapi-typescript makes, with openapi-fetch; the compiler checks it first.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

declare const process: { env: Record<string, string | undefined> };

type Told<Name extends keyof components["schemas"]> = components["schemas"][Name];

const address = `${process.env.VONK_ADDRESS}/v1`;
const clientOf = (key: string | undefined) =>
  createClient<paths>({ baseUrl: address, headers: { Authorization: `Bearer ${key}` } });
const partner = clientOf(process.env.PARTNER_KEY);
const coach = clientOf(process.env.COACH_KEY);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** Return what was told; throws the problem when there is one. */
function told<Data>(answer: { data?: Data; error?: unknown }): Data {
  if (answer.data === undefined) throw new Error(JSON.stringify(answer.error));
  return answer.data;
}

const endpoint = told(
  await coach.POST("/webhook-endpoints", { body: { url: process.env.RECEIVER ?? "", types: ["handover.*"] } }),
);
const offer = told(
  await partner.PUT("/organizations/{organizationId}/offers/{externalId}", {
    params: { path: { organizationId: process.env.ORGANIZATION_ID ?? "", externalId: "timmeren-1" } },
    body: {
      kind: "activity",
      title: "Timmeren in de buurtwerkplaats",
      interests: ["hout", "timmeren"],
      location: { latitude: 51.897, longitude: 4.512 },
      hoursPerWeek: { minimum: 2, maximum: 6 },
      load: { physical: 1, stimuli: 2 },
    },
  }),
);
const answer = told(
  await coach.POST("/matches", { body: { client: { interests: ["iets met hout"], dayParts: ["mon-morning"] } } }),
);
// The whole answer, for the brief one was not asked.
if (!("wishes" in answer)) throw new Error("a brief answer");
const best = answer.matches[0];
if (best?.offer.id !== offer.id || !best.reasons.some((reason) => reason.code === "interest")) {
  throw new Error("another offer, or for another reason");
}
const handover = told(
  await coach.POST("/handovers", {
    params: { header: { "idempotency-key": "K-2831-1" } },
    body: {
      offerId: offer.id,
      clientReference: "K-2831",
      consent: { givenOn: inDays(0).slice(0, 10), expiresOn: inDays(60).slice(0, 10), shares: ["firstName"] },
      introduction: { firstName: "Bertus" },
    },
  }),
);
const path = { handoverId: handover.id };
const accept: Told<"EventCreate"> = {
  type: "accept",
  appointment: { at: inDays(6), place: "De Focus, aan de balie", with: "de beheerder" },
};
told(await partner.POST("/handovers/{handoverId}/events", { params: { path }, body: accept }));
told(await coach.POST("/handovers/{handoverId}/events", { params: { path }, body: { type: "introduce" } }));
const read = told(await coach.GET("/handovers/{handoverId}", { params: { path } }));
console.log(JSON.stringify({ state: read.state, secret: endpoint.secret }));
