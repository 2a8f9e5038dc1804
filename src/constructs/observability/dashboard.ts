import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { SystemStack } from "../../platform/system-stack";
import type { Widget } from "./widgets";

const WIDTH = 12; // of 24 columns: two widgets a row
const HEIGHT = 6;
const MAXIMUM_WIDGETS = 500;

export interface DashboardProps {
  /** Such as `omnirapeutic-production`: letters, digits, `-` and `_`. */
  readonly name: string;
  /** From left to right, two a row; 1-500. */
  readonly widgets: readonly Widget[];
}

/** A CloudWatch dashboard. */
export class Dashboard extends Construct {
  /** Where a person finds it in AWS's console. */
  readonly consoleUrl: string;

  /** @throws Error when CloudWatch would refuse the name or the number of widgets */
  constructor(scope: Construct, id: string, { name, widgets }: DashboardProps) {
    super(scope, id);
    if (!/^[\w-]{1,255}$/.test(name)) {
      throw new Error(`[${this.node.path}] name is "${name}"; allowed are 1-255 letters, digits, - and _. Change it.`);
    }
    if (widgets.length < 1 || widgets.length > MAXIMUM_WIDGETS) {
      throw new Error(
        `[${this.node.path}] widgets has ${widgets.length} entries; allowed are 1-${MAXIMUM_WIDGETS}. Split the dashboard.`,
      );
    }
    new CloudwatchDashboard(this, "Resource", {
      dashboardName: name,
      dashboardBody: JSON.stringify({ widgets: widgets.map(placed) }),
    });
    const { region } = SystemStack.of(this).settings;
    const console = `https://${region}.console.aws.amazon.com/cloudwatch/home`;
    this.consoleUrl = `${console}?region=${region}#dashboards/dashboard/${name}`;
  }
}

function placed(widget: Widget, index: number) {
  const [row, column] = [Math.floor(index / 2), index % 2];
  return { x: column * WIDTH, y: row * HEIGHT, width: WIDTH, height: HEIGHT, ...widget };
}
