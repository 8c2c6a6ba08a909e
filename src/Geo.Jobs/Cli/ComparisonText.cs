using System.Globalization;
using System.Text.Json;
using Geo.Core.Classification.Training;
using Geo.Jobs.Jobs;

namespace Geo.Jobs.Cli;

/// <summary>How a new model compares with the one that it was to replace, and what became of it, in words.</summary>
internal static class ComparisonText
{
    /// <summary>Writes what the outputs of a run that made a model say.</summary>
    public static void Write(JsonElement outputs, TextWriter output)
    {
        if (outputs.TryGetProperty("reviews", out var reviews) && reviews.Deserialize<ReviewCount>(JobTable.JsonStyle) is { } used)
        {
            output.WriteLine($"reviews: learned from {used.Confirmed} confirmed, {used.Rejected} rejected and {used.Missed} missed places; {used.PassedOver} passed over");
        }

        if (outputs.TryGetProperty("not_compared", out var none) && none.GetString() is { } reason) output.WriteLine($"comparison: none: {reason}");
        if (outputs.GetProperty("comparison").Deserialize<ModelComparison>(JobTable.JsonStyle) is { } told) output.WriteLine(Of(told));
        if (outputs.GetProperty("replaced").GetBoolean()) return;
        string name = outputs.GetProperty("model").GetString()!;
        output.WriteLine($"kept as {name}; 'geowfc models promote {name}' takes it into use all the same");
    }

    private static string Of(ModelComparison told)
    {
        string verdict = told.Verdict switch
        {
            Verdict.Better => "better",
            Verdict.Worse => "worse",
            _ when told.Blocks < ModelComparison.FewestBlocks => $"not enough to tell ({told.Blocks} blocks, {ModelComparison.FewestBlocks} are needed)",
            _ => "not enough to tell",
        };
        string of = told.On == ModelComparison.Verdicts ? "F1 of reviewed objects" : "F1";
        return string.Create(CultureInfo.InvariantCulture,
            $"comparison: {verdict}: {of} {told.OldScore:0.000} of {told.With}, {told.NewScore:0.000} now; difference {told.Difference:+0.000;-0.000;0.000} ({told.Lower:+0.000;-0.000;0.000} to {told.Upper:+0.000;-0.000;0.000}) on {told.Blocks} blocks, {told.SeenBlocks} of them seen by {told.With}");
    }
}
