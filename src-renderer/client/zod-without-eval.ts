import { z } from 'zod';

// The window's policy forbids code made at run time. Left to itself zod tries it once, which is reported as a breach of
// the policy and makes the engine read the whole first file a second time (27 ms before the first paint).
z.config({ jitless: true });
