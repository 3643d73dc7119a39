import { defineRecipe, exactly, inHome, movers, NOTHING, words } from '../facts';
import { manifestsUnknown } from '../manifests';

/**
 * NuGet, as `dotnet` runs it. What `restore` writes into the project points into the folder: every later call needs the
 * same mount. Its locks are files in /tmp, which two builds do not share: they take turns.
 */
export const recipe = defineRecipe({
  tool: 'nuget',
  title: 'NuGet (dotnet)',
  call: {
    word: /\bdotnet\b/,
    programs: /^dotnet$/,
    valueOptions: words('--fx-version --roll-forward'),
    // Tools of the project (`dotnet paket`) are among the packages.
    fills: { allBut: words('new clean nuget sln help') },
    drivers: /\b(?:make|nuke|cake)\b/,
  },
  caches: [
    {
      holds: 'the packages that were downloaded, unpacked',
      option: exactly('--packages'),
      movedBy: movers({ NUGET_PACKAGES: '' }),
      place: inHome('.nuget/packages'),
      sharing: 'locked',
      isStore: true,
    },
  ],
  disabledBy: NOTHING,
  wipedBy: [{ subcommand: 'nuget locals', with: /^(?:all|global-packages)$/, alone: /./ }],
  offline: {
    ...NOTHING,
    options: [exactly('--no-restore'), exactly('--no-build'), exactly('-p:NoRestore'), exactly('-p:NoBuild')],
  },
  worksBesideCache: true,
  manifests: manifestsUnknown('nuget'),
  proof: { kind: 'read', source: "Microsoft's documentation; no SDK could be had here" },
  notes: [
    '`dotnet publish --no-restore` needs what an earlier RUN has restored: left alone, because a mount may be empty at any time. Leave `--no-restore` out, and it is upgraded: a restore that has nothing to do takes a second or two.',
    'For users other than root it is left alone: its configuration is beside the packages, in a folder that would belong to root.',
  ],
});
