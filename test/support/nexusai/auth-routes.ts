import { z } from 'zod';
import { integer, parseRequest } from './refusals';
import type { Route } from './route';
import type { SignIn } from './sign-in';
import type { World } from './world';

/** The signed-in part of /v1/auth. */
export function authRoutes(world: World, signIn: SignIn): readonly Route[] {
  return [
    {
      method: 'GET',
      pattern: /^\/v1\/auth\/user_info$/,
      handle: ({ user }) => {
        const team = world.teams.get(user.teamId);
        return {
          uid: user.id,
          team_id: user.teamId,
          team_name: team?.name ?? null,
          nickname: user.nickname,
          phone: user.phone,
          email: user.email,
          language: user.language,
          role: user.role,
          team_type: team?.type ?? null,
        };
      },
    },
    {
      method: 'POST',
      pattern: /^\/v1\/auth\/logout$/,
      handle: ({ user }) => {
        signIn.revoke(user.id);
        return { msg: 'Logged out' };
      },
    },
    {
      method: 'POST',
      pattern: /^\/v1\/auth\/switch_team$/,
      handle: ({ user, body }) => {
        signIn.switchTeam(user, parseRequest(z.object({ team_id: integer }), body).team_id);
        return { msg: 'Switched' };
      },
    },
  ];
}
