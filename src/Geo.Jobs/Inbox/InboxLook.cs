using System.Globalization;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Inbox;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Inbox;

/// <summary>What a look found.</summary>
/// <param name="Open">What lies in the inbox.</param>
/// <param name="Run">The run that works on it, or was queued for what is complete; null for none.</param>
/// <param name="Waits">What complete things wait for, as room on the disk; null for nothing.</param>
/// <param name="Again">True where another look will tell more soon.</param>
public sealed record InboxSight(IReadOnlyList<InboxEntry> Open, Run? Run, Reason? Waits, bool Again);

/// <summary>
/// One look at the inbox: what lies there goes into the book, and what is complete into a run. Nothing is remembered besides the book, so that looks of
/// any process follow one another.
/// </summary>
public static class InboxLook
{
    private const string Author = "inbox";
    private const int MostTries = 3;

    /// <summary>Looks.</summary>
    /// <param name="store">The store.</param>
    /// <param name="settings">Where, and how long nothing may change.</param>
    /// <param name="time">Clock.</param>
    /// <param name="queue">Writes a run into the ledger: kind, parameters, hash of what it is for.</param>
    /// <exception cref="InputException">The folder cannot be read.</exception>
    public static InboxSight Look(WorkspaceStore store, InboxSettings settings, TimeProvider time, Func<string, string, string, Run> queue)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(queue);
        Recover(store, settings, time);
        HashSet<long> complete = Note(store, Scan(settings.Folder), time.GetUtcNow(), settings.Settle);
        Reason? waits = null;
        Run? run = store.Runs.List().LastOrDefault(r => r is { Kind: InboxJob.Kind, Ended: false });
        InboxEntry[] ready = [.. store.Inbox.Open().Where(e => e.State == "waiting" && complete.Contains(e.Id))];
        if (ready.Length > 0)
        {
            waits = DiskSpace.Missing(store.Workspace.Folder, ready.Sum(e => e.Bytes), settings.ReserveBytes);
            if (waits is not null) store.Write(Author, null, null, writer => { foreach (InboxEntry e in ready) writer.ChangeInbox("waiting", e with { Reason = waits }); });
            // What is complete now waits for the run that works: one at a time.
            else run ??= queue(InboxJob.Kind, Parameters(ready), Hash(ready));
        }

        IReadOnlyList<InboxEntry> open = store.Inbox.Open();
        return new InboxSight(open, run, waits, open.Any(e => (e.State == "growing" && e.Reason is null) || (e.State == "waiting" && !complete.Contains(e.Id))));
    }

    internal static IReadOnlyList<InboxItem> Scan(string folder)
    {
        try
        {
            return InboxScan.Of(folder);
        }
        catch (Exception passing) when (passing is IOException or UnauthorizedAccessException)
        {
            throw new InputException(folder, "inbox", $"it cannot be read ({passing.Message})", "check the folder, its share and its permissions", passing);
        }
    }

    // Entries whose run has ended without putting them away: taken up again, and after some tries failed.
    private static void Recover(WorkspaceStore store, InboxSettings settings, TimeProvider time)
    {
        DateTimeOffset now = time.GetUtcNow();
        void Write(Action<StoreWriter> writes) => store.Write(Author, null, null, writes);
        foreach (InboxEntry entry in store.Inbox.Open().Where(e => e.State is "working" or "moving"))
        {
            Run run = store.Runs.Get(entry.RunId!);
            if (!run.Ended) continue;
            if (entry.State == "moving") ItemMove.Finish(settings.Folder, entry, now, Write);
            else if (run.State != "cancelled" && entry.Tries + 1 < MostTries) Write(writer => writer.ChangeInbox("working", entry with { State = "waiting", Tries = entry.Tries + 1 }));
            else
            {
                InboxEntry decided = ItemMove.Decide(settings.Folder, entry, Scan(settings.Folder).FirstOrDefault(i => i.Name == entry.Name)?.Entries ?? [], failed: true, WhyEnded(run), now);
                Write(writer => writer.ChangeInbox("working", decided));
                ItemMove.Finish(settings.Folder, decided, now, Write);
            }
        }
    }

    // The book follows what lies there; ids of what is complete.
    private static HashSet<long> Note(WorkspaceStore store, IReadOnlyList<InboxItem> items, DateTimeOffset now, TimeSpan settle)
    {
        Dictionary<string, InboxEntry> known = store.Inbox.Open().ToDictionary(e => e.Name);
        var complete = new HashSet<long>();
        store.Write(Author, null, null, writer =>
        {
            foreach (InboxItem item in items)
            {
                InboxEntry? before = known.GetValueOrDefault(item.Name);
                if (before is { State: "working" or "moving" }) continue;
                var (entry, whole) = Completeness.Next(before, item, now, settle);
                if (before is null) writer.AddInbox(entry);
                else if (writer.ChangeInbox(before.State, entry) && whole) complete.Add(entry.Id);
            }

            var names = items.Select(i => i.Name).ToHashSet();
            foreach (InboxEntry gone in known.Values.Where(e => !names.Contains(e.Name))) writer.ForgetInbox(gone.Id);
        });
        return complete;
    }

    private static Reason WhyEnded(Run run) => run.State == "cancelled"
        ? new Reason("作业被取消", "the run was cancelled")
        : new Reason($"作业多次失败：{run.Error}", $"the run failed again and again: {run.Error}");

    private static string Parameters(InboxEntry[] entries) => JsonSerializer.Serialize(new InboxParameters([.. entries.Select(e => e.Id)]), JobTable.JsonStyle);

    // The tries are part of it: a run that failed is followed by another one, a run that another process queued for the same is not.
    private static string Hash(InboxEntry[] entries) =>
        RunLedger.HashOf(InboxJob.Kind, "{}", [.. entries.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Id} {e.Tries} {e.Fingerprint}"))]);
}
