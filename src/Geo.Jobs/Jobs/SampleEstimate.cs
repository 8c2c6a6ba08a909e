using Geo.Core;
using Geo.Core.Classification.Accuracy;

namespace Geo.Jobs.Jobs;

/// <param name="Value">Estimate.</param>
/// <param name="StandardError">Olofsson et al. 2014.</param>
/// <param name="Lower">95 % interval.</param>
/// <param name="Upper">95 % interval.</param>
public sealed record SampleInterval(double Value, double StandardError, double Lower, double Upper);

/// <param name="UsersAccuracy">Null where the class is not mapped.</param>
/// <param name="ProducersAccuracy">Null where no sample is of the class.</param>
/// <param name="AreaM2">Area of the class on the ground.</param>
/// <param name="MappedAreaM2">Area on the map.</param>
/// <param name="Mapped">Labelled places that the map gives the class.</param>
/// <param name="Reference">Places that the interpreter gives the class.</param>
public sealed record SampleClass(
    SampleInterval? UsersAccuracy, SampleInterval? ProducersAccuracy, SampleInterval AreaM2, double MappedAreaM2, int Mapped, int Reference);

/// <summary>What a labelled sample says of a survey's map.</summary>
/// <param name="Interpreter">1, 2 or agreed.</param>
/// <param name="Agreement">How the two agree.</param>
/// <param name="OverallAccuracy">Area-adjusted.</param>
/// <param name="Classes">By name.</param>
/// <param name="Warnings">Strata whose interval rests on few or no errors.</param>
public sealed record SampleEstimate(
    string Interpreter, Agreement Agreement, SampleInterval OverallAccuracy, IReadOnlyDictionary<string, SampleClass> Classes, IReadOnlyList<StratumWarning> Warnings)
{
    /// <summary>Whose labels a text means.</summary>
    /// <exception cref="InputException">None of 1, 2 and agreed.</exception>
    public static Interpreter Whose(string? interpreter) => interpreter switch
    {
        "1" => Geo.Core.Classification.Accuracy.Interpreter.First,
        "2" => Geo.Core.Classification.Accuracy.Interpreter.Second,
        "agreed" => Geo.Core.Classification.Accuracy.Interpreter.Agreed,
        _ => throw new InputException("the sample", "interpreter", $"'{interpreter}' is none", "use 1, 2 or agreed"),
    };

    /// <summary>The estimate by one interpreter's labels, or by those that both gave or settled on.</summary>
    /// <exception cref="InputException">A stratum has too few labels, or the two have not settled a place.</exception>
    public static SampleEstimate Of(AccuracySample sample, string interpreter)
    {
        ArgumentNullException.ThrowIfNull(sample);
        Interpreter whose = Whose(interpreter);
        StratifiedAccuracy accuracy = sample.Estimate(whose);
        SamplePlace[] labelled = [.. sample.Places.Where(place => AccuracySample.Label(place, whose) is not null)];
        return new SampleEstimate(interpreter, sample.Agreement, Interval(accuracy.OverallAccuracy)!,
            accuracy.Classes.ToDictionary(one => one.Class, one => new SampleClass(
                Interval(one.UsersAccuracy), Interval(one.ProducersAccuracy), Interval(one.Area)!, one.MappedArea,
                labelled.Count(place => place.MapClass == one.Class), labelled.Count(place => AccuracySample.Label(place, whose) == one.Class))),
            accuracy.Warnings);
    }

    private static SampleInterval? Interval(IntervalEstimate estimate) =>
        double.IsFinite(estimate.Value) ? new SampleInterval(estimate.Value, estimate.StandardError, estimate.Lower, estimate.Upper) : null;
}
