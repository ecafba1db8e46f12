import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { refuse, Refusal } from './refusals';
import { passwordHash, SALT, type User, type World } from './world';

const TOKEN_LIFE_MS = 14_400 * 60_000;
const claims = z.object({ uid: z.int(), team_id: z.int() });

interface Issued {
  readonly token: string;
  readonly expiresAt: number;
}

const unauthorized = (detail: string): never => {
  throw new Refusal(401, detail);
};

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Passwords and tokens: one living token per user, no refresh, HS256. */
export class SignIn {
  private readonly issued = new Map<number, Issued>();
  private count = 0;

  constructor(private readonly world: World) {}

  /** POST /v1/auth/login; a wrong password is no error of HTTP. */
  login(form: URLSearchParams): Record<string, unknown> {
    const name = form.get('username') ?? '';
    const hash = passwordHash(form.get('password') ?? '', SALT);
    const user = [...this.world.users.values()].find(
      ({ email, phone }) => name !== '' && (email === name || phone === name),
    );
    if (user?.passwordHash !== hash || user.status !== 1) return { detail: 'Incorrect username or password' };
    this.leavePublicWorkspace(user);
    return { access_token: this.tokenOf(user), token_type: 'bearer' };
  }

  /** The user whose token this is. As upstream, the team in the token is written to the user before the token is checked. */
  authenticate(header: string | undefined): User {
    const token = /^Bearer (.+)$/i.exec(header ?? '')?.[1];
    if (token === undefined) return unauthorized('Not authenticated');
    const payload = this.read(token);
    const user = this.world.users.get(payload.uid);
    if (user?.status !== 1) return unauthorized('User not found');
    if (user.teamId !== payload.team_id) user.teamId = payload.team_id;
    const living = this.issued.get(user.id);
    if (living?.token !== token || living.expiresAt <= this.world.now().getTime()) {
      return unauthorized('Invalid or expired token');
    }
    return user;
  }

  /** The user's token is dead: logged out elsewhere, or Redis was emptied. */
  revoke(userId: number): void {
    this.issued.delete(userId);
  }

  switchTeam(user: User, teamId: number): void {
    if (!user.teams.includes(teamId)) refuse('Access denied: insufficient permissions');
    user.teamId = teamId;
    this.revoke(user.id);
  }

  private leavePublicWorkspace(user: User): void {
    if (this.world.teams.get(user.teamId)?.type !== 2 || user.role === 1) return;
    const other = user.teams.find((id) => this.world.teams.get(id)?.type === 1);
    user.teamId = other ?? refuse('Access denied: insufficient permissions');
  }

  private tokenOf(user: User): string {
    const living = this.issued.get(user.id);
    const now = this.world.now().getTime();
    if (living !== undefined && living.expiresAt > now) return living.token;
    this.count += 1;
    const payload = {
      uid: user.id,
      team_id: user.teamId,
      nickname: user.nickname,
      phone: user.phone,
      email: user.email,
      inviter_id: 0,
      role: user.role,
      exp: Math.floor((now + TOKEN_LIFE_MS) / 1000),
      n: this.count, // two tokens of one second must differ
    };
    const signed = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64(payload)}`;
    const token = `${signed}.${this.signature(signed)}`;
    this.issued.set(user.id, { token, expiresAt: now + TOKEN_LIFE_MS });
    return token;
  }

  private read(token: string): z.infer<typeof claims> {
    const [head, body, signature] = token.split('.');
    if (body === undefined || signature !== this.signature(`${head}.${body}`)) {
      return unauthorized('Could not validate credentials');
    }
    return claims.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  }

  private signature(signed: string): string {
    return createHmac('sha256', 'nexus_ai').update(signed).digest('base64url');
  }
}
