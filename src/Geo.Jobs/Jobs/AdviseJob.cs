using System.Text.Json;
using Geo.Core;
using Geo.Core.Crs;
using Geo.Core.Vectors;
using Geo.Jobs.Cli;
using Geo.Jobs.Runs;
using NetTopologySuite.Geometries;

namespace Geo.Jobs.Jobs;

/// <param name="Samples">Path of the labelled polygons or points; a relative one is meant within the workspace.</param>
/// <param name="LabelField">Field of the class name; null looks for label, class, 类别.</param>
/// <param name="Scenes">Scenes to sample; null or empty takes all optical scenes.</param>
/// <param name="Model">Model whose doubts are looked for; null trains one on the samples.</param>
/// <param name="Out">File for the places to label next, the suspects beside it as NAME_suspects; null for none.</param>
internal sealed record AdviseParameters(string Samples, string? LabelField = null, IReadOnlyList<string>? Scenes = null, string? Model = null, string? Out = null);

/// <summary>Advises on labels: what is missing, what looks wrong, what more would bring, where to label next. Changes nothing in the workspace.</summary>
internal static class AdviseJob
{
    public const string Kind = "advise";

    public static async Task<object> Execute(RunContext context, CancellationToken cancel)
    {
        var parameters = JobTable.Parameters<AdviseParameters>(context);
        CheckTarget(parameters.Out);
        if (parameters.Model is { } name) _ = ModelShelf.Folder(context.Store.Workspace, name);
        string file = Path.Combine(context.TemporaryFolder, "advice.json");
        await FittingProcess.Run(context, file, cancel);
        Advice advice = JsonSerializer.Deserialize<Advice>(await File.ReadAllTextAsync(file, cancel), JobTable.JsonStyle)!;
        if (parameters.Out is { } target) context.Write(_ => Write(advice, target, Path.Combine(context.Store.Workspace.Folder, parameters.Samples)));
        return new
        {
            run_id = context.Run.Id,
            classes = advice.Classes,
            suspects = advice.Suspects,
            learning_curve = advice.LearningCurve,
            learning_advice = advice.LearningAdvice,
            learning_advice_remark = advice.LearningAdviceRemark,
            uncertain = advice.Uncertain,
            notes = advice.Notes,
            notes_remarks = advice.NotesRemarks,
        };
    }

    /// <summary>Refuses a file that could not be written when all work is done.</summary>
    /// <exception cref="InputException">No such folder, or no format of ours.</exception>
    internal static void CheckTarget(string? target)
    {
        if (target is null) return;
        string? folder = Path.GetDirectoryName(Path.GetFullPath(target));
        if (!Directory.Exists(folder)) throw new InputException(target, null, "its folder does not exist", $"make {folder} first");
        if (!VectorFile.WritableExtensions.Contains(Path.GetExtension(target).ToLowerInvariant()))
        {
            throw new InputException(target, "extension", "is no format that can be written", $"use one of {string.Join(", ", VectorFile.WritableExtensions)}");
        }
    }

    /// <summary>File of the suspects beside that of the places.</summary>
    internal static string SuspectsFile(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, $"{Path.GetFileNameWithoutExtension(target)}_suspects{Path.GetExtension(target)}");

    private static void Write(Advice advice, string target, string samples)
    {
        Layer(target, "uncertain", WellKnown.Crs84, advice.Uncertain.Select(p => ((Geometry?)GeometryFactory.Default.CreatePolygon([.. p.Square.Select(c => new Coordinate(c[0], c[1]))]), new Dictionary<string, object?>
        {
            ["label"] = null,
            ["first"] = p.First,
            ["second"] = p.Second,
            ["first_probability"] = p.FirstProbability,
            ["second_probability"] = p.SecondProbability,
            ["doubt"] = p.Doubt,
            ["size_m"] = p.SizeM,
        })));
        VectorLayer drawn = VectorFile.Read(samples);
        Layer(SuspectsFile(target), "suspects", drawn.Crs!, advice.Suspects.Select(s => (drawn.Features[s.Area].Geometry, new Dictionary<string, object?>
        {
            ["area"] = s.Area,
            ["label"] = s.Label,
            ["looks_like"] = s.LooksLike,
            ["own_probability"] = s.OwnProbability,
            ["other_probability"] = s.OtherProbability,
        })));
    }

    private static void Layer(string path, string name, SpatialReference crs, IEnumerable<(Geometry? Geometry, Dictionary<string, object?> Attributes)> rows)
    {
        VectorFeature[] features = [.. rows.Select((row, i) => new VectorFeature(i + 1, row.Geometry, row.Attributes))];
        VectorFile.Write(path, name, crs, OgrFields.Of([.. features.Select(f => f.Attributes)]), features);
    }
}
