import dbus, { type Message, type MessageBus } from 'dbus-next';
import { z } from 'zod';

/** One method call on the bus. */
export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

const replyBody = z.array(z.unknown());

/** Calls a method without introspection (Electron answers none) and returns the values of its reply. */
export async function callMethod(bus: MessageBus, call: BusCall): Promise<unknown[]> {
  const { body, ...head } = call;
  const reply = await bus.call(
    new dbus.Message({ ...head, ...(body === undefined ? {} : { body: [...body] }) }),
  );
  return replyBody.parse(reply?.body ?? []);
}

/** Asks the bus to deliver the signals that match `rule`, and hands each of them to `listener`. */
export async function listenTo(
  bus: MessageBus,
  rule: string,
  listener: (signal: Message) => void,
): Promise<void> {
  bus.on('message', listener);
  await callMethod(bus, {
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'AddMatch',
    signature: 's',
    body: [rule],
  });
}

/** Takes a well-known name; whoever held it must be gone. */
export async function takeName(bus: MessageBus, name: string): Promise<void> {
  const answer = await bus.requestName(name, dbus.NameFlag.DO_NOT_QUEUE);
  if (answer !== dbus.RequestNameReply.PRIMARY_OWNER && answer !== dbus.RequestNameReply.ALREADY_OWNER) {
    throw new Error(`The name ${name} is taken on the bus`);
  }
}

const variant = z.object({ value: z.unknown() });

/** A D-Bus variant as dbus-next hands it over; parses to the value inside. */
export const variantOf = <T>(value: z.ZodType<T>): z.ZodType<T> =>
  variant.transform((given) => given.value).pipe(value);
