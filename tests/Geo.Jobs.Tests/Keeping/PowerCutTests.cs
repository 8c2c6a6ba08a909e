using System.Diagnostics;
using System.Runtime.InteropServices;
using Geo.Core.Store;
using Geo.Testing;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace Geo.Jobs.Tests.Keeping;

/// <summary>
/// The power goes while registers are imported: the files as they lie at one moment (the writer is stopped there by SIGSTOP),
/// less what was not flushed yet: the log's end cut off or scribbled over, and pages that a checkpoint had begun to write torn.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output) : IDisposable
{
    private const int Stop = 19, Continue = 18; // of Linux
    private const int FrameHead = 24, LogHead = 32;
    private static readonly string[] s_names = ["first", "second"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void The_store_opens_at_the_last_commit() => Cuts(moments: 6, rows: 400, seed: 3);

    [SkippableFact]
    [Trait("Category", "Slow")]
    public void The_store_opens_at_the_last_commit_at_sixty_moments() => Cuts(moments: 60, rows: 1000, seed: 20261127);

    private void Cuts(int moments, int rows, int seed)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "stops processes by signal");
        var geowfc = new Geowfc(_folder.File("ws"));
        geowfc.Done("init");
        string[] registers = [.. s_names.Select(name => Registers.Write(_folder.File(name + ".csv"), rows, name))];
        geowfc.Done("import", "mine-sites", registers[0], "--quiet");
        var random = new Random(seed);
        int withLog = 0, states = 0, atOld = 0;
        long committed = Revision(geowfc.Workspace);
        for (int i = 0; i < moments; i++)
        {
            using Process import = geowfc.Start(new Dictionary<string, string>(), "import", "mine-sites", registers[(i + 1) % 2], "--quiet");
            // From the first page in its log on: while it writes them, or flushes and checkpoints.
            bool ended = !WritesOrEnds(import, Path.Combine(geowfc.Workspace, "geowfc.gpkg-wal"));
            double milliseconds = random.NextDouble() * (i % 2 == 0 ? 20 : 200);
            for (var wait = Stopwatch.StartNew(); wait.Elapsed.TotalMilliseconds < milliseconds;) Thread.SpinWait(100);
            if (!ended) Signal(import, Stop);
            string copy = _folder.File($"cut{i}");
            Copy(geowfc.Workspace, copy, random);
            if (!ended) Signal(import, Continue);
            import.WaitForExit();
            long now = Revision(geowfc.Workspace);
            string log = Path.Combine(copy, "geowfc.gpkg-wal");
            bool cut = File.Exists(log) && new FileInfo(log).Length > LogHead;
            if (cut) withLog++;

            // As it lay: the last commit is there. With its log torn: some commit before it, whole.
            string torn = copy + "-torn";
            SmallDemo.CopyFolder(copy, torn);
            if (Check(copy, rows, atLeast: committed, atMost: now) == committed && cut) atOld++;
            if (cut)
            {
                Tear(Path.Combine(torn, "geowfc.gpkg"), random);
                Check(torn, rows, atLeast: 0, atMost: now);
                states++;
            }

            committed = now;
            Directory.Delete(copy, recursive: true);
            Directory.Delete(torn, recursive: true);
        }

        output.WriteLine($"{moments} moments, {withLog} with a log ({atOld} at the commit before, {withLog - atOld} at the new one), {states} of them also torn");
        Assert.True(withLog >= moments / 2, $"{withLog} of {moments} moments fell into a write");
    }

    // Whole registers only: every name of the layer is of one import, and history agrees.
    private static long Check(string folder, int rows, long atLeast, long atMost)
    {
        var workspace = new Workspace(folder);
        long revision;
        using (WorkspaceStore store = WorkspaceStore.Open(workspace, TimeProvider.System))
        {
            revision = store.Revision;
            Assert.InRange(revision, atLeast, atMost);
            string?[] names = [.. store.Layer("mine-sites").Items(ItemsRequest.Everything).Select(row => row.Properties["name"] as string)];
            Assert.True(names.Length == 0 || names.Length == rows, $"{names.Length} rows");
            if (names.Length > 0) Assert.Equal(s_names[(revision - 1) % 2], Assert.Single(names.Distinct()));
            Assert.Equal(names.Length, store.Layer("mine-sites").Items(ItemsRequest.At(revision)).Count());
        }

        WorkspaceCheck.Whole(folder);
        return revision;
    }

    /// <summary>True once the log holds a page; false where the process has ended before.</summary>
    private static bool WritesOrEnds(Process process, string log)
    {
        while (!process.HasExited)
        {
            if (new FileInfo(log) is { Exists: true, Length: > LogHead }) return true;
            Thread.Sleep(0);
        }

        return false;
    }

    /// <summary>Cuts the log at a random byte or scribbles over its end; and tears pages of the file that the whole log still holds.</summary>
    private static void Tear(string database, Random random)
    {
        string log = database + "-wal";
        byte[] bytes = File.ReadAllBytes(log);
        switch (random.Next(3))
        {
            case 0:
                File.WriteAllBytes(log, bytes[..random.Next(bytes.Length)]);
                break;
            case 1:
                for (int i = bytes.Length - random.Next(1, Math.Min(bytes.Length, 9000)); i < bytes.Length; i++) bytes[i] = (byte)random.Next(256);
                File.WriteAllBytes(log, bytes);
                break;
            default:
                // A checkpoint writes only pages that the flushed log holds: torn there, the log has them.
                int page = (bytes[8] << 24) | (bytes[9] << 16) | (bytes[10] << 8) | bytes[11];
                using (var file = new FileStream(database, FileMode.Open))
                {
                    foreach (int number in Held(bytes, page).Where(number => (long)number * page <= file.Length))
                    {
                        file.Position = (long)(number - 1) * page + (number == 1 ? 512 : random.Next(page / 2));
                        file.Write(new byte[page / 4]);
                    }
                }

                break;
        }

        File.Delete(database + "-shm"); // is memory, and gone with the power
    }

    // Pages of frames up to the last commit of the log's own generation.
    private static HashSet<int> Held(byte[] log, int page)
    {
        var pages = new HashSet<int>();
        var pending = new List<int>();
        for (int at = LogHead; at + FrameHead + page <= log.Length; at += FrameHead + page)
        {
            if (!log.AsSpan(at + 8, 8).SequenceEqual(log.AsSpan(16, 8))) break; // salts of an older generation
            pending.Add((log[at] << 24) | (log[at + 1] << 16) | (log[at + 2] << 8) | log[at + 3]);
            if (log.AsSpan(at + 4, 4).IndexOfAnyExcept((byte)0) < 0) continue;
            pages.UnionWith(pending);
            pending.Clear();
        }

        return pages;
    }

    private static void Copy(string from, string to, Random random)
    {
        Directory.CreateDirectory(to);
        string[] files = [.. Directory.EnumerateFiles(from, "geowfc.gpkg*")];
        random.Shuffle(files);
        foreach (string file in files) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private static long Revision(string folder)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "geowfc.gpkg"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(revision), 0) FROM revisions";
        return (long)command.ExecuteScalar()!;
    }

    // Not by the program kill: starting it takes longer than the write that is to be met.
    private static void Signal(Process process, int signal) => _ = Kill(process.Id, signal);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
