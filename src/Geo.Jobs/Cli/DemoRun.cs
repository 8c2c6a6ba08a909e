using System.Globalization;
using System.Text.Json;
using Geo.Core;
using Geo.Core.Demo;
using Geo.Core.Reporting.Monthly;
using Geo.Core.Sites;
using Geo.Core.Store;
using Geo.Jobs.Jobs;
using Geo.Jobs.Priority;
using Geo.Jobs.Runs;

namespace Geo.Jobs.Cli;

/// <summary>
/// The demo from district to observations. Every step finds what an earlier, interrupted call left and goes on from
/// there: the same run is not executed twice (its inputs' hash), the same file not taken twice.
/// </summary>
internal sealed class DemoRun(CommandSession session, WorkspaceStore store, ulong seed, DemoSize size)
{
    private const string Author = "demo";

    // 万元: enough for some of the demo's dumps and not for all, so that there is something to choose.
    private const int PriorityBudgetWan = 1500;
    private static readonly string[] Registers = ["towns", "rivers", "sensitive-areas", "key-control-areas", "mine-sites", "dumps"];

    private string Folder => Path.Combine(session.Workspace.Folder, "demo");

    public async Task<JsonElement> Execute(CancellationToken cancel)
    {
        DemoFiles files = await Simulate(cancel);
        Import(files, cancel);
        await using var worker = new Worker(store, session.Time);
        JsonElement ingest = await Run(worker, "ingest", IngestJob.Kind, new IngestParameters(
            [.. files.Scenes.Select(scene => scene.Path)], files.Scenes[0].Profile, null, null, Synthetic: true), cancel);
        string[] scenes = Ids(ingest);
        var archive = new List<string>();
        foreach (var sensor in files.Archive.GroupBy(scene => scene.Profile))
        {
            JsonElement taken = await Run(worker, $"ingest archive {sensor.Key}", IngestJob.Kind, new IngestParameters(
                [.. sensor.Select(scene => scene.Path)], sensor.Key, null, null, Synthetic: true), cancel);
            archive.AddRange(Ids(taken));
        }

        await Run(worker, "ingest heights", IngestJob.Kind, new IngestParameters([files.Dem], "dem", null, files.Scenes[0].AcquiredAt, Synthetic: true), cancel);
        await Run(worker, "ingest drone", IngestJob.Kind, new IngestParameters([files.DroneOrtho], "drone", null, files.Scenes[^1].AcquiredAt, Synthetic: true), cancel);
        JsonElement surface = await Run(worker, "ingest surface model", IngestJob.Kind, new IngestParameters([files.DroneDsm], "dsm", null, files.Scenes[^1].AcquiredAt, Synthetic: true), cancel);
        // The labels are those of the last season; the first one shows what has changed since.
        int firstYear = files.Scenes[0].AcquiredAt.Year, lastYear = files.Scenes[^1].AcquiredAt.Year;
        string[] Of(int year) => [.. scenes.Where((_, i) => files.Scenes[i].AcquiredAt.Year == year)];
        await Run(worker, "train", TrainJob.Kind, new TrainParameters(files.TrainingPolygons, "label", Of(lastYear), null), cancel);
        await Run(worker, "survey before", SurveyJob.Kind, new SurveyParameters(Of(firstYear), null, null, null, null), cancel);
        JsonElement survey = await Run(worker, "survey after", SurveyJob.Kind, new SurveyParameters(Of(lastYear), null, null, null, null), cancel);
        JsonElement track = await Run(worker, "track", TrackJob.Kind, new TrackParameters([.. scenes, .. archive]), cancel);
        await Run(worker, "measure the flown dump", VolumeJob.Kind, new VolumeParameters(FlownDump(Ids(surface)[0])), cancel);
        // The run that followed the measurement, where there is one: the same layers are not read twice.
        await Run(worker, "inventory", InventoryJob.Kind, new InventoryParameters(), cancel, InventoryRefresh.InputHash(store));
        await Run(worker, "cases", CasesJob.Kind, new CasesParameters(survey.GetProperty("survey_id").GetString()), cancel);
        DemoCases.CarryOn(store, session.Time.GetUtcNow());
        await Run(worker, "priority", PriorityJob.Kind, new PriorityParameters(new AskedPriority(BudgetWan: PriorityBudgetWan), null, null), cancel);
        // The last month that the scenes tell of.
        ReportMonth month = ReportMonth.Of(files.Scenes.Concat(files.Archive).Max(scene => scene.AcquiredAt));
        if (month.End <= session.Time.GetUtcNow()) await Run(worker, "report", ReportJob.Kind, new ReportParameters(month.ToString()), cancel);
        string truth = Path.Combine(session.Workspace.Folder, "truth.geojson");
        File.Copy(files.Truth, truth, overwrite: true);
        return Tell(survey, track, DemoTruth.Compare(store, survey.GetProperty("survey_id").GetString()!, truth));
    }

    /// <summary>The simulator's files; a note beside them says whose they are and that they are whole.</summary>
    private async Task<DemoFiles> Simulate(CancellationToken cancel)
    {
        string note = Path.Combine(Folder, "files.json");
        if (File.Exists(note))
        {
            var known = JsonSerializer.Deserialize<Note>(await File.ReadAllTextAsync(note, cancel), JobTable.JsonStyle)!;
            return known.Seed == seed && known.Size == size
                ? known.Files
                : throw new InputException(session.Workspace.Folder, "demo",
                    string.Create(CultureInfo.InvariantCulture, $"the workspace holds the demo of seed {known.Seed}, size {known.Size}"),
                    "choose another --workspace for another demo");
        }

        DemoFiles files = await session.Terminal.WithProgress(
            session.Terminal.Say("模拟", "simulate"), progress => Task.Run(() => DistrictSimulator.Write(Folder, seed, size, progress, cancel), cancel));
        FailPoint.Reach("simulated");
        string unfinished = note + ".tmp";
        await File.WriteAllTextAsync(unfinished, JsonSerializer.Serialize(new Note(seed, size, files), JobTable.JsonStyle), cancel);
        File.Move(unfinished, note, overwrite: true);
        return files;
    }

    private void Import(DemoFiles files, CancellationToken cancel)
    {
        string[] paths = [files.Towns, files.Rivers, files.SensitiveAreas, files.KeyControlAreas, files.MineSites, files.Dumps];
        for (int i = 0; i < Registers.Length; i++)
        {
            if (store.Layer(Registers[i]).Count() > 0)
            {
                continue;
            }

            ImportReport report = RegisterFile.Import(store, Registers[i], paths[i], RegisterOptions.Default, dryRun: false, Author, session.Time, cancel).Report;
            session.Terminal.Message($"{Registers[i]}: {report.Taken}");
            FailPoint.Reach("imported");
        }
    }

    /// <summary>One Hangfire job from the queue to its end.</summary>
    private async Task<JsonElement> Run(Worker worker, string title, string kind, object parameters, CancellationToken cancel, string? inputHash = null)
    {
        string json = JsonSerializer.Serialize(parameters, JobTable.JsonStyle);
        Run run = worker.Queue.Enqueue(kind, json, Author, inputHash ?? RunLedger.HashOf(kind, json));
        run = await session.Terminal.WithProgress(title, async progress =>
        {
            while (true)
            {
                Run now = store.Runs.Get(run.Id);
                progress.Report(now.Progress);
                if (now.Ended)
                {
                    return now;
                }

                if (cancel.IsCancellationRequested)
                {
                    store.Runs.RequestCancel(run.Id, Author);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(200), session.Time, CancellationToken.None);
            }
        });
        cancel.ThrowIfCancellationRequested();
        return CommandSession.Outputs(run);
    }

    /// <summary>The dump that lies in the middle of the surface model.</summary>
    private string FlownDump(string sceneId)
    {
        var middle = store.Scenes.Get(sceneId).Footprint.Centroid;
        return store.Layer("dumps").Items(ItemsRequest.Everything).First(dump => dump.Geometry?.Intersects(middle) == true).Id;
    }

    private static string[] Ids(JsonElement ingest) => [.. ingest.GetProperty("scenes").EnumerateArray().Select(scene => scene.GetProperty("id").GetString()
        ?? throw new InputException("demo", "scene", scene.GetProperty("reason").GetString() ?? "refused", "run demo again in an empty workspace"))];

    private JsonElement Tell(JsonElement survey, JsonElement track, DemoScore score)
    {
        var summary = new
        {
            workspace = session.Workspace.Folder,
            synthetic = true,
            seed,
            size = size.ToString().ToLowerInvariant(),
            survey_id = survey.GetProperty("survey_id"),
            detections = survey.GetProperty("detections"),
            by_class = survey.GetProperty("by_class"),
            observations = track.GetProperty("observations"),
            truth = score,
        };
        session.Terminal.Result(summary, output =>
        {
            output.WriteLine(session.Terminal.Say("合成演示区（非真实数据）", "synthetic demo district (not real data)"));
            output.WriteLine($"  {session.Terminal.Say("图斑", "detections")} {survey.GetProperty("detections")}: {survey.GetProperty("by_class")}");
            output.WriteLine($"  {session.Terminal.Say("监测记录", "observations")} {track.GetProperty("observations")}");
            foreach (DemoClassScore one in score.Classes)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  {one.Class}: {one.Hit} of {one.True} hit ({one.HitRecall:P0}), held-out {one.HeldOutHit} of {one.HeldOutTrue}; {one.OnTruth} of {one.Found} found are true ({one.HitPrecision:P0}); IoU >= 0.5: {one.MatchedAtHalf}"));
            }
        });
        return JsonSerializer.SerializeToElement(summary, Terminal.JsonStyle);
    }

    private sealed record Note(ulong Seed, DemoSize Size, DemoFiles Files);
}
