using System.Globalization;
using Geo.Core;
using Geo.Core.Classification.Accuracy;
using Geo.Core.Store;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary>A survey by the sample that was drawn from its map and labelled by people.</summary>
internal static class SampleAssessment
{
    public static Assessment Of(WorkspaceStore store, string surveyId, string interpreter)
    {
        _ = store.Layer("surveys").Get(surveyId);
        if (!File.Exists(SampleShelf.PathOf(store.Workspace, surveyId)))
        {
            throw new InputException($"survey {surveyId}", "--truth", "there is neither a truth nor a drawn sample",
                $"give --truth FILE, or draw a sample with 'geowfc sample draw --survey {surveyId} FILE' and import its labels");
        }

        SampleEstimate estimate = SampleEstimate.Of(SampleShelf.Load(store, surveyId), interpreter);
        return new Assessment(estimate.OverallAccuracy.Value, "a stratified random sample of the map, area-adjusted",
            estimate.Classes.ToDictionary(one => one.Key, one => Plain(one.Value)), new Dictionary<string, ObjectAssessment>())
        {
            Sample = estimate,
        };
    }

    public static void Write(this SampleEstimate estimate, TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sample, interpreter {estimate.Interpreter}: overall {Text(estimate.OverallAccuracy)}"));
        foreach (var (name, one) in estimate.Classes)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {name}: user's {Text(one.UsersAccuracy)}, producer's {Text(one.ProducersAccuracy)}, area {one.AreaM2.Value / 10_000:0.0} ha ({one.AreaM2.Lower / 10_000:0.0}–{one.AreaM2.Upper / 10_000:0.0}; mapped {one.MappedAreaM2 / 10_000:0.0})"));
        }

        foreach (StratumWarning warning in estimate.Warnings) output.WriteLine($"  warning: {warning.Text}");
    }

    private static ClassAssessment Plain(SampleClass one)
    {
        double? precision = one.UsersAccuracy?.Value, recall = one.ProducersAccuracy?.Value;
        double? f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : null;
        return new ClassAssessment(one.Reference, precision, recall, f1, f1 / (2 - f1));
    }

    private static string Text(SampleInterval? one) =>
        one is null ? "unknown" : string.Create(CultureInfo.InvariantCulture, $"{one.Value:0.000} ({one.Lower:0.000}–{one.Upper:0.000})");
}
