using System.Text.Json;
using Geo.Core.Imagery;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Core.Store.Inbox;
using Geo.Jobs.Jobs;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Inbox;

/// <summary>One thing of the inbox on its way through a run: which scenes it is, and what is to be said of it.</summary>
internal sealed class InboxWork
{
    private readonly List<Scene> _scenes = [];

    public InboxWork(InboxEntry entry, InboxItem item)
    {
        (Entry, Item) = (entry, item);
        if (item.Link is { } link) Fail(new Reason($"含符号链接 {link}：请放入文件本身", $"{link} is a symbolic link: put the file itself here"));
        else if (item.Paths.Count == 0) Fail(new Reason("其中没有影像文件（.tif、.img、.jp2、.SAFE、Landsat、.zip、.tar）", "holds no imagery (.tif, .img, .jp2, .SAFE, Landsat, .zip, .tar)"));
    }

    public InboxEntry Entry { get; }

    public InboxItem Item { get; }

    /// <summary>Its scenes, those that were known too.</summary>
    public IReadOnlyList<Scene> Scenes => _scenes;

    public bool Failed { get; private set; }

    public List<Reason> Reasons { get; } = [];

    /// <summary>All that is to be said.</summary>
    public Reason Said => new(string.Join("；", Reasons.Select(r => r.Zh)), string.Join("; ", Reasons.Select(r => r.En)));

    public void Fail(Reason why)
    {
        Failed = true;
        Reasons.Add(why);
    }

    /// <summary>Takes its products in. One that is refused does not keep the others out.</summary>
    /// <param name="context">The run.</param>
    /// <param name="folder">Folder of the inbox.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancel">Cancels the step.</param>
    public async Task Ingest(RunContext context, string folder, IProgress<double> progress, CancellationToken cancel)
    {
        Run run = await ChildRun.Execute(context, IngestJob.Kind, $"{Entry.Id}", () => new IngestParameters(Item.Paths, null, null, null), progress, cancel);
        if (run.Outputs is null)
        {
            string? error = Told(run.Error, folder);
            Fail(new Reason($"未能入库：{error}", $"could not be taken in: {error}"));
            return;
        }

        foreach (JsonElement scene in JsonElement.Parse(run.Outputs).GetProperty("scenes").EnumerateArray())
        {
            if (scene.GetProperty("id").GetString() is not { } id)
            {
                // A run of an earlier version told it in English alone.
                string? why = Told(scene.GetProperty("reason").GetString(), folder), zh = scene.TryGetProperty("reason_zh", out var told) ? Told(told.GetString(), folder) : why;
                Fail(new Reason($"未能入库：{zh}", $"refused: {why}"));
                continue;
            }

            StoredScene stored = context.Store.Scenes.GetStored(id);
            _scenes.Add(stored.Scene);
            // A run that was killed after it had stored the scene finds it known: it is this run's all the same.
            bool taken = scene.GetProperty("state").GetString() == "taken" || stored.RunId == run.Id;
            Reasons.Add(taken ? new Reason($"已入库为 {id}", $"taken in as {id}") : new Reason($"影像已在库中：{id}", $"known: it is {id} already"));
        }
    }

    // Names in the inbox say enough; where the server keeps it is not everybody's.
    private static string? Told(string? error, string folder) => error?.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    /// <summary>Notes what became of the survey of a day that it has scenes of.</summary>
    /// <param name="day">The day.</param>
    /// <param name="run">The survey's run; null where none was made.</param>
    public void Surveyed(SurveyDay day, Run? run)
    {
        if (run is null) Reasons.Add(day.WhyNot!);
        else if (run.State == "done") Reasons.Add(new Reason($"已排查（作业 {run.Id}）", $"surveyed by run {run.Id}"));
        else Fail(new Reason($"影像已入库，但排查失败：{run.Error}", $"the scene was taken in, but the survey failed: {run.Error}"));
    }
}
