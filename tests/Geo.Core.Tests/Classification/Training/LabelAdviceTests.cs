using Geo.Core.Classification;
using Geo.Core.Classification.Training;

namespace Geo.Core.Tests.Classification.Training;

public class LabelAdviceTests
{
    private static readonly TrainingOptions Quick = new() { Trees = 10, Folds = 3 };

    [Fact]
    public void Balance_counts_areas_pixels_ground_and_blocks_of_each_class()
    {
        var samples = SyntheticSamples.Make(1, areasPerClass: 12, rowsPerArea: 4);
        double?[] areasM2 = [.. samples.Areas.Select(a => a.Label == "water" ? 300.0 : a.Label == "meadow" ? 100.0 : (double?)null)];
        var balance = ClassBalance.Of(samples, areasM2, 4);

        // Twelve areas a class, each in a block of its own where the blocks are small enough (SpatialFolds).
        Assert.Equal(["stockpile", "water", "meadow"], balance.Select(c => c.Class));
        Assert.All(balance, c => Assert.Equal((12, 48, 12), (c.Areas, c.Rows, c.Blocks)));
        Assert.Equal([0, 3600, 1200], balance.Select(c => c.AreaM2));
        Assert.Equal([0, 0.75, 0.25], balance.Select(c => c.GroundShare));
        Assert.Equal([true, false, false], balance.Select(c => c.Reported));
        Assert.Contains("17 areas more", balance[0].Advice, StringComparison.Ordinal); // 29 promise 0.90
        Assert.Equal(("class_few_areas_for_promise", 17, 29, 12), Told(balance[0].AdviceRemark!, "more", "wanted", "areas"));
        Assert.Null(balance[1].Advice);
    }

    [Fact]
    public void Balance_says_which_class_makes_folds_impossible()
    {
        var samples = SyntheticSamples.Make(2, areasPerClass: 12, rowsPerArea: 4);
        SampledArea[] areas = [.. samples.Areas.Select((a, i) => i < 12 ? a with { Longitude = 110.5, Latitude = 40.5 } : i is 24 or 25 ? a : i > 25 ? a with { Label = "water" } : a), new("road", 110, 40)];
        var balance = ClassBalance.Of(new SampleSet(samples.Predictors, areas, samples.Columns, samples.AreaOfRow), new double?[37], 4);
        Assert.Contains("one spatial block only", balance.Single(c => c.Class == "stockpile").Advice, StringComparison.Ordinal);
        Assert.Contains("2 of the 4 blocks", balance.Single(c => c.Class == "meadow").Advice, StringComparison.Ordinal);
        Assert.Equal(0, balance[^1].Rows);
        Assert.Contains("no labelled area of 'road'", balance[^1].Advice, StringComparison.Ordinal);
        Assert.All(balance, c => Assert.Null(c.GroundShare));
    }

    [Fact]
    public void Curve_learns_from_parts_and_judges_on_the_same_ground()
    {
        var samples = SyntheticSamples.Make(3, areasPerClass: 20, rowsPerArea: 5);
        var steps = new List<double>();
        var curve = LearningCurve.Of(samples, ForestAlgorithm.FastForest, Quick, new Steps(steps), default);
        Assert.Equal([0.25, 0.5, 0.75, 1], curve.Points.Select(p => p.Share));
        Assert.Equal([15, 30, 45, 60], curve.Points.Select(p => p.Areas));
        Assert.Equal([75, 150, 225, 300], curve.Points.Select(p => p.Rows));
        Assert.Equal(1, steps.Max(), 1e-9);

        // All labels are the usual cross-validation.
        var whole = ForestTrainer.Train(samples, Quick with { Algorithms = [ForestAlgorithm.FastForest] }, TimeProvider.System, null, default).Card.Scores!;
        Assert.Equal(whole.MacroF1, curve.Points[^1].MacroF1, 1e-12);
        Assert.Equal(whole.Classes["stockpile"].F1!.Value, curve.Points[^1].ReportedF1!.Value, 1e-12);
        Assert.NotEqual(whole.MacroF1, curve.Points[0].MacroF1, 1e-6);
    }

    [Fact]
    public void Parts_of_the_labels_are_nested_and_hold_every_class()
    {
        var samples = SyntheticSamples.Make(4, areasPerClass: 7, rowsPerArea: 1);
        var (quarter, half) = (LearningCurve.Draw(samples, 0.25, 5), LearningCurve.Draw(samples, 0.5, 5));
        Assert.Equal((6, 12), (quarter.Count, half.Count)); // two and four of seven
        Assert.Subset(half, quarter);
        Assert.All(quarter.GroupBy(a => samples.Areas[a].Label), g => Assert.Equal(2, g.Count()));
        Assert.NotEqual(quarter.Order(), LearningCurve.Draw(samples, 0.25, 6).Order());
    }

    // Error halved from 0.4 to 0.2 with twice the labels: the power law halves it once more.
    [Theory]
    [InlineData(0.6, 0.8, "learning_rising", "bring about 0.90")]
    [InlineData(0.80, 0.805, "learning_flat", "hardly help")]
    [InlineData(0.80, 0.75, "learning_falling", "look through the suspect areas")]
    [InlineData(1, 1, "learning_flat", "hardly help")]
    public void Advice_follows_the_gain_of_the_last_doubling(double half, double whole, string code, string said)
    {
        CurvePoint Point(double share, double f1) => new(share, 1, 1, 0.1, f1);
        Remark remark = LearningCurve.AdviceOn([Point(0.25, 0.2), Point(0.5, half), Point(0.75, 0.3), Point(1, whole)]);
        Assert.Equal(code, remark.Code);
        Assert.Equal(("reported_f1", half, whole), (remark.Values["score"], remark.Values["half_f1"], remark.Values["whole_f1"]));
        if (code == "learning_rising") Assert.Equal(0.9, (double)remark.Values["outlook_f1"], 1e-12);
        Assert.Contains(said, remark.English, StringComparison.Ordinal);
    }

    private static (string, object, object, object) Told(Remark remark, string a, string b, string c) => (remark.Code, remark.Values[a], remark.Values[b], remark.Values[c]);

    private sealed class Steps(List<double> steps) : IProgress<double>
    {
        public void Report(double value)
        {
            lock (steps) steps.Add(value);
        }
    }
}
