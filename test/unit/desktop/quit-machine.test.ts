import { describe, expect, it } from 'vitest';
import { QuitMachine } from '../../../src-main/desktop/quit-machine';

const machineWithEnd = (): {
  machine: QuitMachine;
  done: string[];
  /** Lets the oldest stop that is under way end. */
  end: (error?: Error) => Promise<void>;
} => {
  const done: string[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const machine = new QuitMachine({
    ask: (running) => void done.push(`ask ${running}`),
    stop: (mode) => {
      done.push(mode);
      return new Promise((resolve, reject) => {
        ends.push((error) => (error === undefined ? resolve() : reject(error)));
      });
    },
    exit: () => void done.push('exit'),
    failed: (error) => void done.push(`failed ${String(error)}`),
  });
  const end = async (error?: Error): Promise<void> => {
    ends.shift()?.(error);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  };
  return { machine, done, end };
};

describe('the way out', () => {
  it('is straight when nothing runs', async () => {
    const { machine, done, end } = machineWithEnd();
    machine.request(0);
    expect(machine.isLeaving).toBe(true);
    await end();
    expect(done).toEqual(['stop', 'exit']);
    expect(machine.state).toBe('ended');
  });

  it('asks while runs are going, again when asked again, and can be taken back', () => {
    const { machine, done } = machineWithEnd();
    machine.request(2);
    machine.request(1);
    expect(machine.isLeaving).toBe(false);
    machine.cancel();
    expect(machine.state).toBe('running');
    expect(done).toEqual(['ask 2', 'ask 1']);
  });

  it('waits for the runs when told so, and can be hurried', async () => {
    const { machine, done, end } = machineWithEnd();
    machine.request(2);
    machine.choose('wait');
    machine.choose('wait');
    machine.request(2);
    expect(machine.state).toBe('waiting');
    machine.choose('stop');
    await end();
    await end();
    expect(done).toEqual(['ask 2', 'wait', 'stop', 'exit']);
  });

  it('never asks a system that shuts down', async () => {
    const { machine, done, end } = machineWithEnd();
    machine.choose('stop');
    machine.choose('stop');
    await end();
    expect(done).toEqual(['stop', 'exit']);
  });

  it('ends even if something could not be stopped', async () => {
    const { machine, done, end } = machineWithEnd();
    machine.choose('stop');
    await end(new Error('stuck'));
    expect(done).toEqual(['stop', 'failed Error: stuck', 'exit']);
  });
});
