using Geo.Core;
using Geo.Core.Classification.Accuracy;
using Geo.Core.Crs;
using Geo.Core.Store;
using Geo.Core.Vectors;
using Geo.Jobs.Cli;

namespace Geo.Jobs.Jobs;

/// <summary>The accuracy samples of a workspace: results/SURVEY_sample.json. Whoever changes one does so under the store's one writer, so that labels given at the same time are all kept.</summary>
public static class SampleShelf
{
    private const string Ending = "_sample.json";

    /// <summary>Where the sample of a survey is kept.</summary>
    public static string PathOf(Workspace workspace, string surveyId)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return Path.Combine(workspace.Results, surveyId + Ending);
    }

    /// <summary>All samples, by survey.</summary>
    public static IReadOnlyList<AccuracySample> List(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return !Directory.Exists(workspace.Results)
            ? []
            : [.. Directory.EnumerateFiles(workspace.Results, "*" + Ending).Order(StringComparer.Ordinal).Select(AccuracySample.Load)];
    }

    /// <summary>The sample of a survey.</summary>
    /// <exception cref="NotFoundException">No such survey, or no sample was drawn from it.</exception>
    public static AccuracySample Load(WorkspaceStore store, string surveyId)
    {
        ArgumentNullException.ThrowIfNull(store);
        _ = store.Layer("surveys").Get(surveyId); // also: no id that the store does not hold becomes a path
        string path = PathOf(store.Workspace, surveyId);
        return File.Exists(path) ? AccuracySample.Load(path) : throw new NotFoundException("sample of survey", surveyId);
    }

    /// <summary>Reads, changes and writes a sample as one step: no other process or thread changes it meanwhile.</summary>
    /// <param name="store">The store, whose writer's lock is held.</param>
    /// <param name="surveyId">The survey.</param>
    /// <param name="author">Who changes it.</param>
    /// <param name="reason">What the audit log is to say of it.</param>
    /// <param name="change">From what is kept to what is to be kept; it may throw, and nothing is written.</param>
    /// <returns>The sample as it now is.</returns>
    /// <exception cref="NotFoundException">No such survey, or no sample was drawn from it.</exception>
    public static AccuracySample Change(WorkspaceStore store, string surveyId, string author, string reason, Func<AccuracySample, AccuracySample> change)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(change);
        AccuracySample? now = null;
        store.Write(author, null, null, writer =>
        {
            now = change(Load(store, surveyId));
            now.Save(PathOf(store.Workspace, surveyId));
            writer.Audit("sample.label", $"surveys/{surveyId}/sample", reason);
        });
        return now!;
    }

    /// <summary>Writes the places as a file for interpreters and for programs: stratum, map class, inclusion probability and all labels.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="path">.csv, .geojson or .gpkg; replaced where it is there.</param>
    public static void Export(AccuracySample sample, string path)
    {
        VectorFeature[] rows = [.. SampleTable.Features(sample)];
        VectorFile.Write(path, "sample", WellKnown.Crs84, OgrFields.Of([.. rows.Select(row => row.Attributes)]), rows);
    }
}
