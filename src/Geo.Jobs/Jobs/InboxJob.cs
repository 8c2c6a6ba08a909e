using Geo.Core;
using Geo.Core.Imagery;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Inbox;
using Geo.Jobs.Inbox;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Jobs;

/// <param name="Items">Numbers of what lies in the inbox, as GET /inbox tells them; null for all that waits.</param>
internal sealed record InboxParameters(IReadOnlyList<long>? Items = null);

/// <summary>
/// Takes what was dropped into the inbox through its steps: each product is taken in, the scenes of a day are surveyed together, the sites are observed,
/// the files are put away. Each step is a run of its own; after a crash those that have ended are found, not done again.
/// </summary>
internal static class InboxJob
{
    public const string Kind = "inbox";

    public static async Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        InboxSettings settings = InboxSettings.Of(context.Store.Workspace);
        List<InboxWork> works = Begin(context, settings);
        FailPoint.Reach("inbox-begun");
        for (int i = 0; i < works.Count; i++)
        {
            if (works[i].Reasons.Count == 0) await works[i].Ingest(context, settings.Folder, new ProgressPart(context.Progress, 0.5 * i / works.Count, 0.5 / works.Count), cancel);
        }

        FailPoint.Reach("inbox-ingested");
        IReadOnlyList<string> surveys = await Survey(context, settings, works, cancel);
        FailPoint.Reach("inbox-surveyed");
        Run? track = await Track(context, works, cancel);
        FailPoint.Reach("inbox-tracked");
        if (surveys.Count > 0 && InventoryRefresh.InputHash(context.Store) is not null)
        {
            await ChildRun.Execute(context, InventoryJob.Kind, "inventory", () => new InventoryParameters(), new ProgressPart(context.Progress, 0.95, 0.05), cancel);
        }

        foreach (InboxEntry entry in context.Store.Inbox.Open().Where(e => e.State == "moving" && e.RunId == context.Run.Id)) ItemMove.Finish(settings.Folder, entry, context.Time.GetUtcNow(), context.Write);
        foreach (InboxWork work in works) PutAway(context, settings, work);
        // Those that an earlier life of this run has put away too.
        InboxEntry[] ended = [.. context.Store.Inbox.OfRun(context.Run.Id).Where(e => e.Ended)];
        return new
        {
            run_id = context.Run.Id,
            done = ended.Count(e => e.State == InboxSettings.Done),
            failed = ended.Count(e => e.State == InboxSettings.Failed),
            surveys,
            track = track?.Id,
            items = ended.Select(e => new { name = e.Name, state = e.State, scenes = e.SceneIds, target = e.Target, reason_zh = e.Reason!.Zh, reason = e.Reason.En }),
        };
    }

    // What still lies there as it was when it was found complete; anything else waits on.
    private static List<InboxWork> Begin(RunContext context, InboxSettings settings)
    {
        Dictionary<string, InboxItem> lying = InboxLook.Scan(settings.Folder).ToDictionary(i => i.Name);
        var works = new List<InboxWork>();
        foreach (InboxEntry entry in Asked(context).Where(e => e.State == "waiting" || (e.State == "working" && e.RunId == context.Run.Id)))
        {
            InboxItem? item = lying.GetValueOrDefault(entry.Name);
            if (item is null || item.Fingerprint != entry.Fingerprint || item.Unfinished)
            {
                context.Log(item is null ? $"{entry.Name}: is no more there" : $"{entry.Name}: has changed; it waits until it is complete");
                context.Write(writer =>
                {
                    DateTimeOffset now = context.Time.GetUtcNow();
                    writer.ChangeInbox(entry.State, entry with { State = "growing", Since = now, LookedAt = now, RunId = null });
                    if (item is null) writer.ForgetInbox(entry.Id);
                });
                continue;
            }

            InboxEntry working = entry with { State = "working", RunId = context.Run.Id, Reason = null };
            if (Change(context, entry.State, working)) works.Add(new InboxWork(working, item));
        }

        return works;
    }

    private static IEnumerable<InboxEntry> Asked(RunContext context) => JobTable.Parameters<InboxParameters>(context).Items is { } ids ? context.Store.Inbox.Get([.. ids]) : context.Store.Inbox.Open();

    private static async Task<IReadOnlyList<string>> Survey(RunContext context, InboxSettings settings, List<InboxWork> works, CancellationToken cancel)
    {
        // Also scenes that were known before but never surveyed, as after a survey that failed. Those that an earlier life of this run has surveyed count as not.
        IReadOnlySet<string> own = context.Store.Runs.Children(context.Run.Id).Where(r => r.Kind == SurveyJob.Kind).Select(r => r.Id).ToHashSet();
        IReadOnlySet<string> surveyed = SurveyDays.Surveyed(context.Store, but: own);
        Scene[] fresh = [.. works.SelectMany(w => w.Scenes).DistinctBy(s => s.Id).Where(s => !surveyed.Contains(s.Id))];
        IReadOnlyList<SurveyDay> days = SurveyDays.Of(context.Store, fresh, settings.ClearShare, cancel);
        var surveys = new List<string>();
        for (int i = 0; i < days.Count; i++)
        {
            SurveyDay day = days[i];
            Run? run = null;
            if (day.Parameters is { } parameters)
            {
                run = await ChildRun.Execute(context, SurveyJob.Kind, day.Key, () => parameters, new ProgressPart(context.Progress, 0.5 + 0.35 * i / days.Count, 0.35 / days.Count), cancel);
                if (run.State == "done") surveys.Add(run.Id);
            }

            if (day.WhyNot is { } why) context.Log($"{day.Key}: {why.En}");
            foreach (InboxWork work in works.Where(w => w.Scenes.Any(s => day.Scenes.Any(d => d.Id == s.Id)))) work.Surveyed(day, run);
        }

        return surveys;
    }

    private static async Task<Run?> Track(RunContext context, List<InboxWork> works, CancellationToken cancel)
    {
        string[] scenes = [.. works.SelectMany(w => w.Scenes).Where(TrackJob.CanObserve).Select(s => s.Id).Distinct().Order(StringComparer.Ordinal)];
        if (scenes.Length == 0 || (context.Store.Layer("mine-sites").Count() == 0 && context.Store.Layer("dumps").Count() == 0)) return null;
        Run run = await ChildRun.Execute(context, TrackJob.Kind, "track", () => new TrackParameters(scenes), new ProgressPart(context.Progress, 0.85, 0.1), cancel);
        if (run.State != "done")
        {
            foreach (InboxWork work in works.Where(w => w.Scenes.Any(TrackJob.CanObserve))) work.Fail(new Reason($"影像已入库，但跟踪监测失败：{run.Error}", $"the scene was taken in, but tracking failed: {run.Error}"));
        }

        return run;
    }

    private static void PutAway(RunContext context, InboxSettings settings, InboxWork work)
    {
        DateTimeOffset now = context.Time.GetUtcNow();
        InboxEntry entry = work.Entry with { SceneIds = [.. work.Scenes.Select(s => s.Id)] };
        if (work.Failed && DiskSpace.Missing(context.Store.Workspace.Folder, entry.Bytes, settings.ReserveBytes) is { } full)
        {
            context.Log($"{entry.Name}: {full.En}");
            context.Write(writer => writer.ChangeInbox("working", entry with { State = "waiting", RunId = null, Reason = full }));
            return;
        }

        if (InboxLook.Scan(settings.Folder).FirstOrDefault(i => i.Name == entry.Name) is { } lying && lying.Fingerprint != entry.Fingerprint)
        {
            context.Log($"{entry.Name}: was changed while it was worked on; what came is taken up as new");
            context.Write(writer => writer.ChangeInbox("working", entry with { State = "growing", Since = now, LookedAt = now, RunId = null }));
            return;
        }

        InboxEntry decided = ItemMove.Decide(settings.Folder, entry, work.Item.Entries, work.Failed, work.Said, now);
        if (!Change(context, "working", decided)) return;
        context.Log($"{entry.Name}: {decided.Outcome}; {work.Said.En}");
        ItemMove.Finish(settings.Folder, decided, now, context.Write);
    }

    // False where a look has changed the entry meanwhile: it is left to the next look.
    private static bool Change(RunContext context, string was, InboxEntry entry)
    {
        bool changed = false;
        context.Write(writer => changed = writer.ChangeInbox(was, entry));
        return changed;
    }
}
