import { setTimeout as pause } from 'node:timers/promises'
import { firstAccount } from '@porchlight/server/tasks/crash/crash-town.fixture.ts'
import { openDatabaseProxy } from '@porchlight/server/testing/database-proxy.ts'
import { type DisasterTown, openDisasterTown } from './disaster-town.ts'

export type Verdict = { passed: boolean; lost: number; doubled: number; [figure: string]: number | boolean }

/** How long tasks may take to finish after the last accident, without help: a lease of a dead worker is a minute. */
const patienceSeconds = 300

type Case = { accounts: number; run(town: DisasterTown): Promise<Record<string, number>> }

/** Ends the postmaster. Its owner, this process, starts it again. */
async function endPostmaster({ asOwner }: DisasterTown, signal: NodeJS.Signals) {
  const pidOf = async () => {
    const [row] = await asOwner((owner) => owner.unsafe("SELECT pg_read_file('postmaster.pid') AS file"))
    return Number.parseInt(String(row?.file), 10)
  }
  const pid = await pidOf()
  process.kill(pid, signal)
  while ((await pidOf()) === pid) await pause(10)
}

const cases = (isQuick: boolean): Record<string, Case> => {
  const rounds = isQuick ? 6 : 60
  const each = 50
  return {
    /** `kill -9` of the worker at a random moment of its work; another begins. */
    'worker killed': {
      accounts: rounds * each,
      async run(town) {
        for (let round = 0; round < rounds; round++) {
          const told = town.cis.told.length
          const worker = await town.startWorker()
          await town.addTasks(round * each, each)
          await worker.until(town.cis.arrived(told + Math.floor(Math.random() * 10)))
          await pause(Math.random() * 15)
          await town.kill(worker)
        }
        await town.startWorker()
        return { kills: rounds, recovered_s: await town.untilWorked(patienceSeconds) }
      },
    },
    /** The database is stopped, shut down at once or killed while two workers work. */
    'database restarted': {
      accounts: rounds * each,
      async run(town) {
        await Promise.all([town.startWorker(), town.startWorker()])
        const signals = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const
        for (let round = 0; round < rounds; round++) {
          await town.addTasks(round * each, each)
          await pause(Math.random() * 60)
          await endPostmaster(town, signals[round % signals.length] ?? 'SIGINT')
        }
        return { restarts: rounds, recovered_s: await town.untilWorked(patienceSeconds) }
      },
    },
    /** The worker's COMMIT does not arrive, arrives late, or is carried out and its answer is lost. */
    'connection cut in a commit': {
      accounts: rounds * each,
      async run(town) {
        const proxy = await openDatabaseProxy(town.app.url)
        await town.startWorker({ databaseUrl: proxy.url })
        const ways = ['never-arrives', 'answer-lost', 'arrives-late'] as const
        let cut = 0
        for (let round = 0; round < rounds; round++) {
          // New connections prepare their COMMIT anew, by which the proxy knows it.
          proxy.cut()
          const spoiled = proxy.spoilCommit(ways[round % ways.length] ?? 'never-arrives').then(() => {
            cut += 1
          })
          await town.addTasks(round * each, each)
          await Promise.race([spoiled, pause(5_000)])
        }
        const recovered_s = await town.untilWorked(patienceSeconds)
        await proxy.close()
        return { commits: cut, recovered_s }
      },
    },
    /** One worker's clock is an hour ahead, another's an hour behind. */
    'clocks an hour apart': {
      accounts: 2 * rounds * each,
      async run(town) {
        const hour = 3_600_000
        await Promise.all([town.startWorker({ clockMs: hour }), town.startWorker({ clockMs: -hour })])
        await town.addTasks(rounds * each, rounds * each, '30 minutes')
        for (let round = 0; round < rounds; round++) await town.addTasks(round * each, each)
        const isDue = `account_id < ${firstAccount + rounds * each}`
        const recovered_s = await town.untilWorked(patienceSeconds, isDue)
        const early = rounds * each - (await town.open(`NOT (${isDue})`))
        await town.asOwner((owner) =>
          owner.unsafe('UPDATE self_service_tasks SET due_at = current_instant() WHERE due_at IS NOT NULL'),
        )
        await town.untilWorked(patienceSeconds)
        return { early, recovered_s }
      },
    },
    /** Tasks whose effect fails each time, whose data is not valid, whose statement hangs, or that end the worker's connection. */
    'poison tasks': {
      accounts: rounds * each + poisonCount,
      run: (town) => poison(town, rounds * each),
    },
  }
}

/** How many tasks fail in each way. A statement that hangs costs a time-out at each attempt. */
const poisonEach = { throws: 10, disconnects: 10, 'is-not-valid': 10, hangs: 2 }
const poisonCount = Object.values(poisonEach).reduce((sum, count) => sum + count, 0)

/** Works healthy tasks beside those that can never be done. They must end in `error`, each with a to-do, and hold up no other. */
async function poison(town: DisasterTown, healthy: number) {
  const from = firstAccount + healthy
  const isHealthy = `account_id < ${from}`
  const run = (text: string) => town.asOwner((owner) => owner.unsafe(text))
  await run(`CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
      IF NEW.account_id < ${from} THEN RETURN NEW; END IF;
      CASE (NEW.account_id - ${from}) / 10
        WHEN 0 THEN RAISE EXCEPTION 'poison';
        WHEN 1 THEN PERFORM pg_terminate_backend(pg_backend_pid());
        WHEN 3 THEN PERFORM pg_sleep(600);
        ELSE RETURN NEW;
      END CASE;
      RETURN NEW;
    END $$`)
  await run(`CREATE TRIGGER poison BEFORE UPDATE ON web_user_accounts FOR EACH ROW EXECUTE FUNCTION poison()`)
  await town.addTasks(healthy, poisonCount, '-1 minute')
  // Some have data that no version of the product wrote.
  await run(
    `UPDATE self_service_tasks SET payload = '{"nickname": 7}' WHERE account_id >= ${from + 20} AND account_id < ${from + 30}`,
  )
  const worker = await town.startWorker({ statementMs: 3_000 })
  await town.addTasks(0, healthy)
  const recovered_s = await town.untilWorked(patienceSeconds, isHealthy)
  // The pauses between attempts are left out.
  while ((await town.open("state <> 'error'")) > 0) {
    await run(`UPDATE self_service_tasks SET due_at = current_instant() WHERE due_at > current_instant()`)
    await worker.until(pause(200))
  }
  const [row] =
    await run(`SELECT count(*) FILTER (WHERE t.state = 'error' AND t.applied_at IS NULL AND l.version = 1)::int AS ended,
      count(*) FILTER (WHERE (SELECT count(*) FROM to_dos d WHERE d.self_service_task_id = t.self_service_task_id) = 1)::int AS to_dos
    FROM self_service_tasks t JOIN web_user_accounts l USING (account_id) WHERE t.account_id >= ${from}`)
  await run(`DELETE FROM web_user_accounts WHERE account_id >= ${from}`)
  return {
    recovered_s,
    not_ended: poisonCount - Number(row?.ended),
    without_to_do: poisonCount - Number(row?.toDos),
  }
}

/** Runs each accident on a database of its own. It passes where nothing was lost or doubled and all went on without help. */
export async function chaos(isQuick: boolean): Promise<Record<string, Verdict>> {
  const verdicts: Record<string, Verdict> = {}
  for (const [name, { accounts, run }] of Object.entries(cases(isQuick))) {
    const town = await openDisasterTown(accounts)
    try {
      const { recovered_s = 0, ...figures } = await run(town)
      const { tasks, lost, doubled } = await town.count()
      const { early = 0, not_ended = 0, without_to_do = 0 } = figures
      const passed = lost + doubled + early + not_ended + without_to_do === 0
      verdicts[name] = { passed, lost, doubled, tasks, recovered_s: Math.round(recovered_s), ...figures }
    } catch (error) {
      console.error(`${name}: ${(error as Error).message}`)
      const { lost, doubled } = await town.count()
      verdicts[name] = { passed: false, lost, doubled }
    } finally {
      await town.close()
    }
    console.log(name, JSON.stringify(verdicts[name]))
  }
  return verdicts
}
