import type { DatabaseLink } from './database-link';
import { leaseMs } from './database-link';
import type { Ledger } from './ledger';
import type { Log } from './log';
import { isDead, type ProcessIdentity } from './orphan-verdict';
import type { Pump } from './pump';

/** Tasks the ledger replans at once. */
const replanBatch = 256;

/** Makes memory agree with the ledger, and takes over what dead executors left. */
export class Recovery {
  /** Other executors that live on this database, as of the last look. */
  living = 0;

  constructor(
    private readonly ledger: Ledger,
    private readonly pump: Pump,
    private readonly identity: ProcessIdentity,
    private readonly log: Log,
  ) {}

  /** After a lost connection the ledger is right and memory may be wrong: what is not ours any more is let go. */
  async reconcile(): Promise<void> {
    this.pump.reconcile(await this.ledger.mine());
  }

  /** Runs of dead executors: queued ones start elsewhere, started ones are picked up again or recorded as abandoned. */
  async takeOver(link: Pick<DatabaseLink, 'connectedMs'>, adoptLimit: number): Promise<void> {
    this.living = 0;
    for (const other of await this.ledger.otherExecutors()) {
      if (!isDead(other, this.identity, link.connectedMs, leaseMs)) {
        this.living += 1;
        continue;
      }
      const { requeued, taken } = await this.ledger.bury(other.id);
      if (requeued + taken.length > 0)
        this.log.info('took over what a dead executor left', {
          executor: other.id,
          requeued,
          taken: taken.length,
        });
      this.pump.adopt(taken);
      if (requeued > 0) this.pump.look('queued');
    }
    if (adoptLimit > 0) this.pump.adopt(await this.ledger.adopt(adoptLimit));
  }

  /** Tasks that others wrote or mended without a next run get one. */
  async replan(): Promise<void> {
    for (let seen = replanBatch; seen >= replanBatch;) {
      seen = await this.ledger.replan((task, now) => this.pump.plan(task, now));
      if (seen > 0) this.pump.look('due');
    }
  }
}
