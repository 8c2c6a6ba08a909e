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
        string path = SampleJob.SampleOf(store.Workspace, surveyId);
        if (!File.Exists(path))
        {
            throw new InputException($"survey {surveyId}", "--truth", "there is neither a truth nor a drawn sample",
                $"give --truth FILE, or draw a sample with 'geowfc sample draw --survey {surveyId} FILE' and import its labels");
        }

        AccuracySample sample = AccuracySample.Load(path);
        Interpreter whose = interpreter switch { "1" => Interpreter.First, "2" => Interpreter.Second, _ => Interpreter.Agreed };
        StratifiedAccuracy accuracy = sample.Estimate(whose);
        var estimate = new SampleEstimate(interpreter, sample.Agreement, Interval(accuracy.OverallAccuracy)!,
            accuracy.Classes.ToDictionary(one => one.Class, one => new SampleClass(Interval(one.UsersAccuracy), Interval(one.ProducersAccuracy), Interval(one.Area)!, one.MappedArea)),
            accuracy.Warnings);
        return new Assessment(accuracy.OverallAccuracy.Value, "a stratified random sample of the map, area-adjusted",
            accuracy.Classes.ToDictionary(one => one.Class, one => Plain(sample, whose, one)), new Dictionary<string, ObjectAssessment>())
        {
            Sample = estimate,
        };
    }

    private static ClassAssessment Plain(AccuracySample sample, Interpreter whose, StratifiedClass one)
    {
        double? precision = OrNull(one.UsersAccuracy.Value), recall = OrNull(one.ProducersAccuracy.Value);
        double? f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : null;
        return new ClassAssessment(sample.Places.Count(place => AccuracySample.Label(place, whose) == one.Class), precision, recall, f1, f1 / (2 - f1));
    }

    private static SampleInterval? Interval(IntervalEstimate estimate) =>
        double.IsFinite(estimate.Value) ? new SampleInterval(estimate.Value, estimate.StandardError, estimate.Lower, estimate.Upper) : null;

    private static double? OrNull(double value) => double.IsFinite(value) ? value : null;
}

/// <param name="Value">Estimate.</param>
/// <param name="StandardError">Olofsson et al. 2014.</param>
/// <param name="Lower">95 % interval.</param>
/// <param name="Upper">95 % interval.</param>
internal sealed record SampleInterval(double Value, double StandardError, double Lower, double Upper);

/// <param name="UsersAccuracy">Null where the class is not mapped.</param>
/// <param name="ProducersAccuracy">Null where no sample is of the class.</param>
/// <param name="AreaM2">Area of the class on the ground.</param>
/// <param name="MappedAreaM2">Area on the map.</param>
internal sealed record SampleClass(SampleInterval? UsersAccuracy, SampleInterval? ProducersAccuracy, SampleInterval AreaM2, double MappedAreaM2);

/// <param name="Interpreter">1, 2 or agreed.</param>
/// <param name="Agreement">How the two agree.</param>
/// <param name="OverallAccuracy">Area-adjusted.</param>
/// <param name="Classes">By name.</param>
/// <param name="Warnings">Strata whose interval rests on few or no errors.</param>
internal sealed record SampleEstimate(
    string Interpreter, Agreement Agreement, SampleInterval OverallAccuracy, IReadOnlyDictionary<string, SampleClass> Classes, IReadOnlyList<string> Warnings)
{
    public void Write(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sample, interpreter {Interpreter}: overall {Text(OverallAccuracy)}"));
        foreach (var (name, one) in Classes)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {name}: user's {Text(one.UsersAccuracy)}, producer's {Text(one.ProducersAccuracy)}, area {one.AreaM2.Value / 10_000:0.0} ha ({one.AreaM2.Lower / 10_000:0.0}–{one.AreaM2.Upper / 10_000:0.0}; mapped {one.MappedAreaM2 / 10_000:0.0})"));
        }

        foreach (string warning in Warnings) output.WriteLine($"  warning: {warning}");
    }

    private static string Text(SampleInterval? one) =>
        one is null ? "unknown" : string.Create(CultureInfo.InvariantCulture, $"{one.Value:0.000} ({one.Lower:0.000}–{one.Upper:0.000})");
}
