import { cp, mkdir, mkdtemp, chmod, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { binaries, type Binaries } from './binaries.js';
import { run } from './run.js';
import { unprivilegedUser } from './unprivileged-user.js';
import { withinReach } from './within-reach.js';

const describeAsRoot = process.getuid?.() === 0 ? describe : describe.skip;

describeAsRoot('programs that the unprivileged user cannot enter', () => {
  let parent: string;
  let installed: Binaries;

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'recourse-spec-'));
    await chmod(parent, 0o755);
    const closed = join(parent, 'closed');
    await mkdir(closed, { mode: 0o700 });
    const { postgres } = await binaries();
    await cp(dirname(dirname(dirname(postgres))), closed, { recursive: true, verbatimSymlinks: true });
    const program = (name: string) => join(closed, 'native', 'bin', name);
    installed = { initdb: program('initdb'), pg_ctl: program('pg_ctl'), postgres: program('postgres') };
  });

  afterAll(() => rm(parent, { recursive: true, force: true }));

  it('run from one copy, which nobody else can change, however many ask for it', async () => {
    const user = (await unprivilegedUser())!;
    const place = join(parent, 'place');
    const [first, second] = await Promise.all([1, 2].map(() => withinReach(installed, user, place)));
    expect(second).toEqual(first);
    expect(await readdir(place)).toHaveLength(1);
    expect((await stat(first!.postgres)).uid).toBe(0);
    expect((await stat(first!.postgres)).mode & 0o022).toBe(0);
    expect(await run(first!.postgres, ['--version'], { cwd: '/', user })).toMatchObject({ code: 0 });
  });

  it('are not copied to a place where others may write', async () => {
    const place = join(parent, 'open');
    await mkdir(place);
    await chmod(place, 0o777);
    await expect(withinReach(installed, (await unprivilegedUser())!, place)).rejects.toMatchObject({
      name: 'UnusablePath',
      message: expect.stringMatching(/cannot enter .*closed \(mode 700\).*others than root may write/),
    });
  });
});
