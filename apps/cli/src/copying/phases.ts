import { showProgress, type Progress, type Step } from '../progress/progress.js';

/** Shows how far a command is that does one thing after the other. */
export class Phases {
  private label: string | undefined;
  private progress: Progress | undefined;

  update(label: string, step: Step): void {
    if (label !== this.label) {
      this.stop();
      [this.label, this.progress] = [label, showProgress(label)];
    }
    this.progress!.update(step);
  }

  /** A line of its own on standard error. */
  note(line: string): void {
    if (this.progress) this.progress.note(line);
    else console.error(line);
  }

  stop(): void {
    this.progress?.stop();
    this.label = this.progress = undefined;
  }
}
