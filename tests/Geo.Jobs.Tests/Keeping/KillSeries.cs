using System.Diagnostics;
using System.Globalization;
using Geo.Core.Store;
using Geo.Jobs.Runs;
using Xunit.Abstractions;

namespace Geo.Jobs.Tests.Keeping;

/// <summary>A command of a series.</summary>
/// <param name="Words">Its words, or <c>run KIND PARAMETERS</c> for a run that only a server executes. CALL in a word is another name each time, WORKSPACE the workspace.</param>
/// <param name="Before">What is done in each of the two workspaces before; null for nothing.</param>
internal sealed record KilledCommand(string[] Words, Action<Geowfc>? Before = null);

/// <summary>Each command undisturbed in one workspace; in another killed at random times, after each of which it must be whole, and then gone on with.</summary>
internal sealed class KillSeries(Geowfc calm, Geowfc killed, int seed, ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> s_settings = new() { ["GEOWFC_LEASE_SECONDS"] = "2", ["GEOWFC_INBOX_SECONDS"] = "1", ["GEOWFC_INBOX_CLEAR_SHARE"] = "0.001", ["GEOWFC_INBOX_RESERVE_MB"] = "1" };
    private static readonly TimeSpan Orphaned = TimeSpan.FromSeconds(15);
    private readonly Random _random = new(seed);
    private int _due;

    /// <summary>How often a process was killed, and how often of these it was at work.</summary>
    public (int All, int Midway) Kills { get; private set; }

    /// <summary>Kinds of run that a kill has broken off, and that were then gone on with.</summary>
    public HashSet<string> BrokenOff { get; } = [];

    /// <param name="commands">In their order.</param>
    /// <param name="killsEach">Where a run is done before so many, later commands are killed more often.</param>
    public void Run(int killsEach, params KilledCommand[] commands)
    {
        foreach (KilledCommand command in commands)
        {
            command.Before?.Invoke(calm);
            command.Before?.Invoke(killed);
            var clock = Stopwatch.StartNew();
            Undisturbed(calm, command, "calm");
            double whole = clock.Elapsed.TotalSeconds;
            int runs = Runs(killed);
            _due += killsEach;
            for (bool last = false; Kills.All < _due && !last;)
            {
                Kill(command, whole);
                last = Runs(killed) > runs && Unended().Count == 0; // the run is done: another call would be another run
            }

            GoOn(killed);
            if (Runs(killed) == runs) Undisturbed(killed, command, "killed");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Kills.All} kills, {Kills.Midway} in the middle of work; broken off: {string.Join(' ', BrokenOff.Order(StringComparer.Ordinal))}"));
        WorkspaceCheck.Whole(killed.Workspace);
    }

    private void Kill(KilledCommand command, double whole)
    {
        // A run that was killed is gone on with by a server, which is killed too.
        bool served = Unended().Count > 0, byServer = command.Words[0] == "run";
        if (byServer && !served) Enqueue(killed, command);
        using Process process = killed.Start(s_settings, served || byServer ? ["serve", "--port", "0"] : Words(killed, command, $"call{Kills.All}"));
        double seconds = 0.2 + _random.NextDouble() * Math.Max(0.3, whole - 0.2 + (served || byServer ? 3 : 0));
        bool ended = process.WaitForExit(TimeSpan.FromSeconds(seconds));
        int[] children = ended ? [] : Children(process.Id);
        process.Kill(); // and not its children, as kill -9 does
        process.WaitForExit();
        Kills = (Kills.All + 1, Kills.Midway + (ended ? 0 : 1));
        var orphaned = Stopwatch.StartNew();
        while (Array.Exists(children, IsAlive))
        {
            Assert.True(orphaned.Elapsed < Orphaned, $"a child of {command.Words[0]} has outlived it");
            Thread.Sleep(50);
        }

        WorkspaceCheck.Whole(killed.Workspace);
        foreach (Run run in Unended()) BrokenOff.Add(run.Kind);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', command.Words.Take(2).Select(Path.GetFileName)),-24} {(served ? "server " : "")}killed after {seconds:0.0} of {whole:0.0} s{(ended ? " (had ended)" : "")}{(children.Length > 0 ? " with a child" : "")}"));
    }

    private static void Undisturbed(Geowfc geowfc, KilledCommand command, string call)
    {
        if (command.Words[0] == "run")
        {
            Enqueue(geowfc, command);
            GoOn(geowfc);
            return;
        }

        Geowfc.Answer answer = geowfc.Run(s_settings, Words(geowfc, command, call));
        Assert.True(answer.Code == 0, $"{string.Join(' ', command.Words)} ended with {answer.Code}: {answer.Errors}{answer.Output}");
    }

    private static string[] Words(Geowfc geowfc, KilledCommand command, string call) =>
        [.. command.Words.Select(word => word.Replace("CALL", call, StringComparison.Ordinal).Replace("WORKSPACE", geowfc.Workspace, StringComparison.Ordinal)), "--quiet"];

    private static void Enqueue(Geowfc geowfc, KilledCommand command)
    {
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(geowfc.Workspace), TimeProvider.System);
        store.Runs.Enqueue(command.Words[1], command.Words[2], "test", "0");
    }

    /// <summary>As a server does when it starts: what is queued or was being executed is executed to its end.</summary>
    private static void GoOn(Geowfc geowfc)
    {
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(geowfc.Workspace), TimeProvider.System);
        var executor = new RunExecutor(store, TimeProvider.System);
        var leases = new LeaseWatch(TimeProvider.System, TimeSpan.FromSeconds(2));
        foreach (Run run in store.Runs.Unended())
        {
            for (Run now = run; now.State == "running" && !leases.IsDead(now); now = store.Runs.Get(run.Id)) Thread.Sleep(100);
            Run seen = store.Runs.Get(run.Id);
            if (seen.Ended) continue; // a part of another run, which has ended it
            Assert.True(seen.State == "queued" || store.Runs.Expire(seen));
            Run ended = executor.Execute(run.Id, null, CancellationToken.None).GetAwaiter().GetResult();
            Assert.True(ended.State == "done", $"{ended.Kind} {ended.State} {ended.Error}");
        }

        executor.SweepTemporary();
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(geowfc.Workspace, "tmp")));
    }

    private IReadOnlyList<Run> Unended()
    {
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(killed.Workspace), TimeProvider.System);
        return store.Runs.Unended();
    }

    private static int Runs(Geowfc geowfc)
    {
        using WorkspaceStore store = WorkspaceStore.Open(new Workspace(geowfc.Workspace), TimeProvider.System);
        return store.Runs.List(int.MaxValue).Count;
    }

    private static int[] Children(int process)
    {
        try
        {
            return [.. Directory.EnumerateDirectories($"/proc/{process}/task").SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(int.Parse)];
        }
        catch (IOException)
        {
            return []; // it has just ended, or this is no Linux
        }
    }

    // One that nobody has waited for has no command line any more.
    private static bool IsAlive(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
