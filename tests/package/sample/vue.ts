// What a template of Vue 3 knows of an element, as its checker reads it. Never run: it has to compile against the package as it
// is installed.

import type { CoplanEventMap, RelapsePlanDocument } from "coplan";
import "coplan/vue";
import { type GlobalComponents, h, ref } from "vue";

type Plan = InstanceType<GlobalComponents["coplan-relapse-plan"]>;

/** `<coplan-relapse-plan ref="plan" class="plan" mode="self" :document.prop="stored" …>` */
export function plan(stored: RelapsePlanDocument): Plan["$props"] {
  const plan = ref<Plan>();
  void plan.value?.checkValidity();
  return {
    class: "plan",
    lang: "en-GB",
    mode: "self",
    terms: "pcsp",
    actions: "own",
    autosave: "off",
    name: "plan",
    readonly: false,
    disabled: false,
    headingLevel: 3,
    user: { name: "Sam Patel", role: "care_coordinator" },
    document: stored,
    related: [],
    policy: null,
    messages: { save: "Keep" },
  };
}

/** `@coplan-save="…"` */
export function listen(plan: Plan): void {
  const save = (event: CoplanEventMap<RelapsePlanDocument>["coplan-save"]) => event.respondWith(fetch(`/${event.document.answers.record_date}`));
  plan.$emit("coplan-save", null as unknown as Parameters<typeof save>[0]);
  // @ts-expect-error There is no such event.
  plan.$emit("coplan-send");
}

export const begun: InstanceType<GlobalComponents["coplan-care-plan"]>["$props"] = {
  document: { subject: { name: "Ada Example" }, answers: { record_date: "2026-11-30" } },
};

// @ts-expect-error Not a mode.
export const mistaken: InstanceType<GlobalComponents["coplan-abuse-question"]>["$props"] = { mode: "patient" };

export const drawn = h("coplan-care-plan", { ".document": begun.document });
