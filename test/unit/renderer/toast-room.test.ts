import { describe, expect, it } from 'vitest';
import { ToastRoom } from '../../../src-renderer/ui/toast-room';

const said = (id: string, subject: string | null = null) => ({ id, subject, undoable: false });
const undoable = (id: string, subject: string | null = null) => ({ id, subject, undoable: true });

describe('the room for short messages', () => {
  it('lets what is said of a subject leave when something newer is said of it', () => {
    const room = new ToastRoom();
    expect(room.enter(undoable('paused', 'pause 1'))).toEqual([]);
    expect(room.enter(undoable('other task paused', 'pause 2'))).toEqual([]);
    expect(room.enter(undoable('resumed', 'pause 1'))).toEqual(['paused']);
    expect(room.enter(undoable('paused again', 'pause 1'))).toEqual(['resumed']);
  });

  it('keeps three at once, and of those rather one that can be taken back', () => {
    const room = new ToastRoom();
    room.enter(undoable('deleted', 'delete 1'));
    room.enter(said('copied'));
    room.enter(undoable('skipped'));
    expect(room.enter(said('started'))).toEqual(['copied']);
    expect(room.enter(undoable('skipped again'))).toEqual(['started']);
    expect(room.enter(undoable('and again'))).toEqual(['deleted']);
  });

  it('forgets one that left by itself', () => {
    const room = new ToastRoom();
    for (const id of ['1', '2', '3']) room.enter(said(id));
    room.leave('2');
    expect(room.enter(said('4'))).toEqual([]);
    expect(room.enter(said('5'))).toEqual(['1']);
  });
});
