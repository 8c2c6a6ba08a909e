using System.Formats.Tar;
using Geo.Core.Store;
using Geo.Core.Store.Keeping;
using Geo.Core.Store.People;

namespace Geo.Core.Tests.Store.Keeping;

public sealed class BackupTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly StoreFixture _f = new();

    public void Dispose() => _f.Dispose();

    [Fact]
    public void Restored_it_is_the_same_row_by_row_with_history_and_file_by_file()
    {
        Fill();
        Run running = _f.Store.Runs.Enqueue("survey", "{}", "wang", "0.9");
        _f.Store.Runs.Claim(running.Id, "other:1", TimeSpan.FromMinutes(5));
        MadeBackup made = Make("b.tar");
        // The audit log of the workspace has had its line before the copy: both are of one moment.
        var before = StoreDump.Of(_f.Workspace.Database, "runs", "run_log");
        var restored = new Workspace(_f.File("new/ws"));
        Directory.CreateDirectory(_f.File("new"));
        Restore.Into(_f.File("b.tar"), restored, false, "li", _f.Clock, null, default);

        var after = StoreDump.Of(restored.Database, "runs", "run_log");
        Assert.Contains("workspace.restore", after["audit_log"][^1], StringComparison.Ordinal);
        after["audit_log"] = [.. after["audit_log"].SkipLast(1)];
        after["sqlite_sequence"] = before["sqlite_sequence"] = [];
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, table => Assert.Equal(table.Value, after[table.Key]));
        Assert.True(after["mine_sites_history"].Count > after["mine_sites"].Count);
        Assert.Equal(StoreDump.Of(_f.Workspace.Accounts, "sessions"), StoreDump.Of(restored.Accounts, "sessions"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(restored.Accounts));
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(_f.File("b.tar")));
        }

        Assert.Equal(Files(_f.Workspace), Files(restored));
        Assert.Equal(["geowfc.gpkg", "accounts.sqlite"], made.Manifest.Files.Take(2).Select(f => f.Path));
        Assert.Equal(["scenes/gone.tif"], made.Manifest.Missing);
        // What was being executed is to be executed again there, and goes on here.
        using var there = WorkspaceStore.Open(restored, _f.Clock);
        Assert.Equal(("queued", (string?)null), (there.Runs.Get(running.Id).State, there.Runs.Get(running.Id).Owner));
        Assert.Equal("running", _f.Store.Runs.Get(running.Id).State);
    }

    [Fact]
    public async Task Made_while_others_write_it_holds_one_moment()
    {
        using var stop = new CancellationTokenSource();
        string[] codes = [.. Enumerable.Range(0, 40).Select(i => $"M{i}")];
        // Each transaction gives every mine and the number of the round to every name: a moment has one number.
        Task writer = Task.Run(() =>
        {
            for (int round = 0; !stop.IsCancellationRequested; round++)
            {
                _f.Put([.. codes.Select((code, i) => StoreFixture.Mine(code, i, 0, ("name", $"round {round}")))]);
                Thread.Sleep(3); // SQLite's waiting is not fair: the other's turn must come
            }
        });
        try
        {
            using (var other = WorkspaceStore.Open(_f.Workspace, _f.Clock))
            {
                while (other.Revision < 3) await Task.Delay(5);
                for (int i = 0; i < 4; i++)
                {
                    MadeBackup made = Backup.Write(other, _f.File($"{i}.tar"), "t", _f.Clock, null, default);
                    var restored = new Workspace(_f.File($"r{i}"));
                    Restore.Into(_f.File($"{i}.tar"), restored, false, "t", _f.Clock, null, default);
                    using var store = WorkspaceStore.Open(restored, _f.Clock);
                    Assert.Equal(made.Manifest.Revision, store.Revision);
                    Assert.Equal($"round {made.Manifest.Revision - 1}", Assert.Single(store.Layer("mine-sites").Items(ItemsRequest.Everything).Select(m => m.Properties["name"]).Distinct()));
                    Assert.Equal(codes.Length, store.Layer("mine-sites").Count());
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await writer;
        }
    }

    [Fact]
    public void A_backup_that_was_cut_off_or_changed_is_refused_and_leaves_nothing()
    {
        Fill();
        Make("b.tar");
        byte[] whole = File.ReadAllBytes(_f.File("b.tar"));
        ulong state = 11;
        for (int i = 0; i < 12; i++)
        {
            byte[] bad = [.. whole];
            string scene = Path.Combine(_f.Workspace.Scenes, "a.tif");
            // Cut anywhere before the zeros behind the end; or one byte of a raster another one.
            if (i % 2 == 0) bad = whole[..(int)(SplitMix64.Unit(ref state) * (whole.Length - 2000))];
            else bad[whole.AsSpan().IndexOf(File.ReadAllBytes(scene)) + (int)(SplitMix64.Unit(ref state) * 5000)] ^= 1;
            File.WriteAllBytes(_f.File("bad.tar"), bad);
            var refused = Assert.Throws<InputException>(() => Restore.Into(_f.File("bad.tar"), new Workspace(_f.File("ws2")), false, "t", _f.Clock, null, default));
            Assert.Equal(_f.File("bad.tar"), refused.Where);
            Assert.Throws<InputException>(() => Restore.Check(_f.File("bad.tar"), null, default));
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_f.File("x"))!, "ws2*"));
        }

        Restore.Check(_f.File("b.tar"), null, default);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/outside")]
    [InlineData("a/../../outside")]
    public void An_entry_that_would_lie_outside_is_refused(string name)
    {
        using (var tar = new TarWriter(File.Create(_f.File("evil.tar"))))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1]) });
        }

        Assert.Throws<InputException>(() => Restore.Into(_f.File("evil.tar"), new Workspace(_f.File("ws2")), false, "t", _f.Clock, null, default));
        Assert.False(File.Exists(_f.File("outside")));
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_refused_or_put_aside()
    {
        Fill();
        Make("b.tar");
        var target = new Workspace(_f.File("ws2"));
        using (var store = WorkspaceStore.Create(target, _f.Clock)) store.Write("t", null, null, w => w.Put("mine-sites", StoreFixture.Mine("OTHER")));
        Assert.Contains("--replace", Assert.Throws<InputException>(() => Restore.Into(_f.File("b.tar"), target, false, "t", _f.Clock, null, default)).Mend, StringComparison.Ordinal);
        string aside = Restore.Into(_f.File("b.tar"), target, true, "t", _f.Clock, null, default).PutAside!;
        using var now = WorkspaceStore.Open(target, _f.Clock);
        using var before = WorkspaceStore.Open(new Workspace(aside), _f.Clock);
        Assert.Equal("矿A2", now.Layer("mine-sites").Get("A").Properties["name"]);
        Assert.Equal("OTHER", before.Layer("mine-sites").Get("OTHER").Id);
    }

    [Fact]
    public void It_is_refused_inside_the_workspace_and_over_a_file()
    {
        Assert.Throws<InputException>(() => Make("ws/b.tar"));
        File.WriteAllText(_f.File("there.tar"), "");
        Assert.Throws<InputException>(() => Make("there.tar"));
        Assert.Throws<InputException>(() => Make("no/such/folder.tar"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_f.File("x"))!, ".geowfc-backup*"));
    }

    // /proc takes files of nobody, root's neither.
    [Fact]
    public void A_folder_into_which_nothing_can_be_written_is_named()
    {
        if (!OperatingSystem.IsLinux()) return;
        var refused = Assert.Throws<InputException>(() => Backup.Write(_f.Store, "/proc/b.tar", "wang", _f.Clock, null, default));
        Assert.StartsWith("/proc: nothing can be written into it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_killed_backup_or_restore_has_left_goes_with_the_next_and_one_under_work_stays()
    {
        Fill();
        string Left(string name, TimeSpan idle)
        {
            string stage = Directory.CreateDirectory(_f.File(name)).FullName, part = Path.Combine(stage, "archive.tar");
            File.WriteAllText(part, "half");
            Directory.SetLastWriteTimeUtc(stage, _f.Clock.Now.AddDays(-1).UtcDateTime);
            File.SetLastWriteTimeUtc(part, (_f.Clock.Now - idle).UtcDateTime);
            return stage;
        }

        TimeSpan dead = TimeSpan.FromMinutes(61), alive = TimeSpan.FromMinutes(59);
        string killed = Left(".geowfc-backup-1", dead), underWork = Left(".geowfc-backup-2", alive), other = Left("geowfc-backup-3", dead);
        Make("b.tar");
        Assert.Equal((false, true, true), (Directory.Exists(killed), Directory.Exists(underWork), Directory.Exists(other)));

        string restoring = Left("ws2.restoring-1", dead), elsewhere = Left("ws3.restoring-1", dead), now = Left("ws2.restoring-2", alive);
        Restore.Into(_f.File("b.tar"), new Workspace(_f.File("ws2")), false, "t", _f.Clock, null, default);
        Assert.Equal((false, true, true), (Directory.Exists(restoring), Directory.Exists(elsewhere), Directory.Exists(now)));
    }

    [Fact]
    public void The_oldest_of_a_folder_go()
    {
        string folder = Directory.CreateDirectory(_f.File("backups")).FullName;
        DateTimeOffset[] days = [.. Enumerable.Range(1, 5).Select(day => new DateTimeOffset(2026, 5, day, 1, 0, 0, TimeSpan.Zero))];
        foreach (DateTimeOffset day in days) File.WriteAllText(Path.Combine(folder, Backup.NameOf(day)), "");
        File.WriteAllText(Path.Combine(folder, "mine.tar"), "");
        Assert.Equal(3, Backup.KeepYoungest(folder, 2).Count);
        Assert.Equal(["geowfc-20260504T010000Z.tar", "geowfc-20260505T010000Z.tar", "mine.tar"], Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    private MadeBackup Make(string name) => Backup.Write(_f.Store, _f.File(name), "wang", _f.Clock, null, default);

    private void Fill()
    {
        _f.Put(StoreFixture.Mine("A"), StoreFixture.Mine("B", 1));
        _f.Put(StoreFixture.Mine("A", 0, 0, ("name", "矿A2")));
        _f.Store.Write("ingest", null, null, w => w.Put("scenes", new Feature("gone", null, new Dictionary<string, object?> { ["cog_file"] = "gone.tif" })));
        using (var people = PeopleStore.Open(_f.Store, _f.Clock)) people.Accounts.Add("wang", "王", Role.Admin, null, "a long enough one", "test", null);
        ulong state = 3;
        foreach (string path in (string[])["scenes/a.tif", "scenes/a.json", "models/default/card.json", "models/default/model.zip", "models/.in-use", "results/s-1_classes.tif", "photos/2026/x.jpg", "labels/l.geojson", "visibility.json"])
        {
            string file = Path.Combine(_f.Workspace.Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, path.EndsWith("json", StringComparison.Ordinal) ? "{}"u8.ToArray() : [.. Enumerable.Range(0, 5000).Select(_ => (byte)SplitMix64.Next(ref state))]);
        }

        File.WriteAllText(Path.Combine(_f.Workspace.Temporary, "half"), "not taken");
    }

    private static SortedDictionary<string, string> Files(Workspace workspace) => new(WorkspaceFiles.Of(workspace).ToDictionary(
        one => one.Path, one => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(one.File)))));
}
