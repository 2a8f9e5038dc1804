import { findDeployment } from "../../config";
import { repositoryOf } from "../apps/application";
import { Docker, type Run } from "../apps/docker";
import { requireAccount } from "../aws/account";
import type { AwsClients } from "../aws/clients";
import { deploy } from "../deploy";
import { Failure } from "../failure";
import { SavedPlan, type PlanSettings, type Review } from "../plan";
import type { Progress } from "../progress";
import { releaseInOrder } from "../release/in-order";
import type { Verdict } from "../verify";
import type { Workspace } from "../workspace";
import { copyImage } from "./copy";
import { requireHealthy, requireVerified, type Get } from "./health";
import { provenImages, type ProvenImage } from "./proven";
import { requireGreen, requireShared } from "./source";
import { takeSteps, type Step } from "./steps";

export type { ProvenImage } from "./proven";

export interface PromotionSettings extends PlanSettings {
  /**
   * Shows what production's plan would do (undefined: nothing), and the images; returns whether to go on. Asked once,
   * before anything that runs in production changes.
   */
  readonly approve: (review: Review | undefined, images: readonly ProvenImage[]) => Promise<boolean>;
  /** Hears of each release's plan; it holds what follows from the approved images. */
  readonly show: (review: Review) => void;
  /** Seconds to wait for each service, and for each health address. */
  readonly patienceSeconds: number;
}

/** What a promotion works with; replaced in tests. */
export interface PromotionTools {
  /** The repository. */
  readonly root: string;
  readonly runs: Run;
  readonly open: (deployment: string) => Promise<Workspace>;
  readonly aws: (workspace: Workspace) => AwsClients;
  /** The checks of `estate verify`. */
  readonly verify: (workspace: Workspace) => Promise<readonly Verdict[]>;
  readonly get: Get;
  readonly progress: Progress;
  readonly announce: (heading: string) => void;
}

/**
 * Brings to a system's production what its staging runs: the same images, by digest, and the infrastructure of this commit.
 * @returns the images that production runs now
 * @throws Failure at the first step that fails, with its exit code: what is not done stands in the message
 */
export async function promote(
  system: string,
  settings: PromotionSettings,
  tools: PromotionTools,
): Promise<readonly ProvenImage[]> {
  const promotion = new Promotion(system, settings, tools);
  await takeSteps(promotion.steps(), tools.announce);
  return promotion.images;
}

class Promotion {
  images: readonly ProvenImage[] = [];
  private readonly staging: string;
  private readonly production: string;
  private readonly docker: Docker;
  private opened: Workspace | undefined;

  constructor(
    system: string,
    private readonly settings: PromotionSettings,
    private readonly tools: PromotionTools,
  ) {
    this.staging = findDeployment(`${system}-staging`).name;
    this.production = findDeployment(`${system}-production`).name;
    this.docker = new Docker("make promote-to-production", tools.runs);
  }

  steps(): readonly Step[] {
    const { runs, root } = this.tools;
    return [
      { title: "Source and tools", take: () => this.prepare() },
      { title: "Full test suite", take: () => requireGreen(root, runs) },
      { title: `Images that ${this.staging} runs, to ${this.production}'s repositories`, take: () => this.copy() },
      { title: `Infrastructure of ${this.production}`, take: () => this.deploy() },
      { title: `Services of ${this.production}`, take: () => this.release() },
      { title: `Health checks of ${this.production}`, take: () => this.check() },
    ];
  }

  /** Cheap, and therefore before the tests. */
  private async prepare(): Promise<void> {
    await requireShared(this.tools.root, this.tools.runs);
    await this.docker.requireImageTools();
  }

  private async copy(): Promise<void> {
    const { open, aws, progress } = this.tools;
    const staging = await open(this.staging);
    const production = (this.opened = await open(this.production));
    const [from, to] = [aws(staging), aws(production)];
    await requireAccount(staging.deployment, from);
    await requireAccount(production.deployment, to);
    const [source, target] = [await staging.terraform.outputs(), await production.terraform.outputs()];
    this.images = await progress.step(`Read what ${this.staging} runs`, () => provenImages(this.staging, source, from));
    // Every repository first: a promotion that ends half-way because one is missing helps nobody.
    const repositories = this.images.map((image) => ({
      image,
      from: { ...repositoryOf(this.staging, image.service, source), ecr: from.ecr },
      to: { ...repositoryOf(this.production, image.service, target), ecr: to.ecr },
    }));
    for (const each of repositories) await copyImage(this.docker, each.image, each.from, each.to, progress);
  }

  private async deploy(): Promise<void> {
    const workspace = this.workspace();
    const { approve, lockTimeout } = this.settings;
    new SavedPlan(this.production, workspace.target.kind).remove(); // made before: nobody has seen it here
    let approved: boolean | undefined;
    const once = async (review: Review | undefined): Promise<boolean> =>
      (approved = await approve(review, this.images));
    await deploy(workspace, { approve: once, lockTimeout }, this.tools.progress);
    if (approved ?? (await once(undefined))) return;
    throw new Failure(`Not approved: nothing that runs in ${this.production} was changed.`, {
      fix: "The images are in its repositories, and wait for the next promotion.",
    });
  }

  private async release(): Promise<void> {
    const { show, lockTimeout, patienceSeconds } = this.settings;
    const approve = async (review: Review): Promise<boolean> => {
      show(review);
      return true; // follows from what was approved; the gate still refuses what would lose data
    };
    const digests = Object.fromEntries(this.images.map(({ service, digest }) => [service, digest]));
    const workspace = this.workspace();
    const aws = this.tools.aws(workspace);
    await releaseInOrder(workspace, digests, { approve, lockTimeout, patienceSeconds }, aws, this.tools.progress);
  }

  private async check(): Promise<void> {
    const workspace = this.workspace();
    const { verify, get, progress } = this.tools;
    requireVerified(workspace, await progress.step(`Verify ${this.production}`, () => verify(workspace)));
    await requireHealthy(workspace, this.settings, get, progress);
  }

  private workspace(): Workspace {
    if (!this.opened) throw new Error("The step that opens production comes first.");
    return this.opened;
  }
}
