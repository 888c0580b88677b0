// A server checks a relapse plan before it stores it: a draft for what drafts need, a complete one for everything.

import Ajv from "ajv/dist/2020.js";
import formats from "ajv-formats";
import schema from "coplan/schema/relapse_plan.json" with { type: "json" };

const isRelapsePlan = formats(new Ajv({ strictTypes: false })).compile(schema);

export function mayBeStored(document) {
  return isRelapsePlan(document);
}
