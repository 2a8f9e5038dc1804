import type { Action, Change, PlanJson, ResourceChange } from "../../src/delivery/terraform";

type Body = Readonly<Record<string, unknown>>;

/** Builders of plans in the shape of `terraform show -json`: every key that Terraform 1.11 writes, and tags as the provider adds them. */
function resourceChange(address: string, actions: readonly Action[], change: Partial<Change>): ResourceChange {
  const [type = "", name = ""] = address
    .replace(/\[.*\]$/, "")
    .split(".")
    .slice(-2);
  const terraform = {
    address,
    mode: "managed" as const,
    type,
    name,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: {
      actions,
      before: null,
      after: null,
      after_unknown: {},
      before_sensitive: {},
      after_sensitive: {},
      ...change,
    },
  };
  return terraform;
}

const tags = { Name: "sample", HIPAA: "true" };
const full = (id: string, body: Body): Body => ({ id, arn: `arn:aws:sample:::${id}`, tags, tags_all: tags, ...body });

/** A new resource; ids are known after the apply. */
export function create(address: string, after: Body = {}, more: Partial<Change> = {}): ResourceChange {
  return resourceChange(address, ["create"], {
    after: { tags, tags_all: tags, ...after },
    after_unknown: { id: true, arn: true },
    ...more,
  });
}

/** A change in place from `before` to `after`, which stand for the attributes that differ and those that a rule reads. */
export function update(address: string, before: Body, after: Body, more: Partial<Change> = {}): ResourceChange {
  return resourceChange(address, ["update"], { before: full(address, before), after: full(address, after), ...more });
}

/** Destroyed and made anew; ids are known after the apply. */
export function replace(address: string, before: Body, after: Body, more: Partial<Change> = {}): ResourceChange {
  return resourceChange(address, ["delete", "create"], {
    before: full(address, before),
    after: { tags, tags_all: tags, ...after },
    after_unknown: { id: true, arn: true },
    replace_paths: [[Object.keys(after)[0] ?? "name"]],
    ...more,
  });
}

export function destroy(address: string, before: Body = {}): ResourceChange {
  return resourceChange(address, ["delete"], { before: full(address, before) });
}

export function forget(address: string, before: Body = {}): ResourceChange {
  return resourceChange(address, ["forget"], { before: full(address, before) });
}

/** Stays as it is; moved when it names where it was. */
export function keep(address: string, from?: string): ResourceChange {
  const same = full(address, {});
  return { ...resourceChange(address, ["no-op"], { before: same, after: same }), previous_address: from };
}

/** A plan over a state that holds what it changes, what it keeps, and `more`. */
export function plan(changes: readonly ResourceChange[], more: readonly string[] = []): PlanJson {
  const held = changes
    .filter(({ change }) => !(change.actions.length === 1 && change.actions[0] === "create"))
    .map(({ address, previous_address: from }) => from ?? address);
  const resources = [...held, ...more].map((address) => ({
    address,
    mode: "managed" as const,
    type: address.split(".").at(-2)!,
  }));
  return {
    terraform_version: "1.11.4",
    resource_changes: changes,
    output_changes: {},
    prior_state: { values: { root_module: { resources } } },
  };
}

/** So many resources that nothing of this plan is about. */
export function others(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `aws_cloudwatch_metric_alarm.other_${index}`);
}
