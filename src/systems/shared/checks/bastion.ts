import type { SystemBastionProps } from "../bastion";
import { keyNamed, type Ungrouped } from "./grouping";

/** The bastion and its sessions. @param logsKey alias of the key of volume and sessions */
export function bastionChecks(names: SystemBastionProps["names"]["bastion"], logsKey: string): readonly Ungrouped[] {
  const bastion = { type: "aws_instance", where: { "tag:Name": names.name } };
  const sessions = { type: "aws_ssm_document", where: { name: names.sessions } };
  const group = { type: "aws_security_group", where: { "tag:Name": names.securityGroup } };
  return [
    { id: "bastion", title: "1 bastion", of: bastion, demand: { count: 1 } },
    {
      id: "bastion-key",
      title: "Bastion's volume is encrypted with the logs key",
      of: bastion,
      demand: { fact: "root_kms_key_id", sameAs: keyNamed(logsKey) },
    },
    {
      id: "bastion-closed",
      title: "Bastion admits no address range",
      of: group,
      demand: { fact: "ingress_cidr_blocks", is: [] },
    },
    {
      id: "sessions-logged",
      title: "Sessions are logged as they run", // 164.312(b)
      of: sessions,
      demand: { fact: "log_group", is: names.sessionLogGroup },
    },
    {
      id: "sessions-streamed",
      title: "Session logs are streamed",
      of: sessions,
      demand: { fact: "streaming", is: true },
    },
    {
      id: "sessions-key",
      title: "Sessions are encrypted with the logs key",
      of: sessions,
      demand: { fact: "kms_key_id", sameAs: keyNamed(logsKey) },
    },
  ];
}
