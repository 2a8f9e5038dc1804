import { tagFacts, text, type Checker } from "../checker";

export const awsEcsTaskDefinition: Checker = {
  group: "Security",
  read: async (resource, { ecs }) => {
    const { taskDefinition: task, tags } = await ecs.describeTaskDefinition({
      taskDefinition: text(resource, "arn"),
      include: ["TAGS"],
    });
    const containers = task?.containerDefinitions ?? [];
    return (
      task && {
        family: task.family,
        status: task.status,
        cpu: task.cpu,
        memory: task.memory,
        readonly_root: containers.every(({ readonlyRootFilesystem }) => readonlyRootFilesystem === true),
        privileged: containers.some(({ privileged }) => privileged === true),
        runs_as_root: containers.some(({ user }) => user === undefined || /^(root|0)?(:.*)?$/.test(user)),
        ...tagFacts(tags?.map(({ key, value }) => ({ Key: key, Value: value }))),
      }
    );
  },
  healthy: [
    { title: "Every task definition is active", fact: "status", is: "ACTIVE" },
    { title: "Every container has a read-only root", fact: "readonly_root", is: true }, // 164.312(c)(1)
    { title: "No container is privileged", fact: "privileged", is: false }, // 164.312(a)(1)
    { title: "No container runs as root", fact: "runs_as_root", is: false }, // 164.312(a)(1)
  ],
};
