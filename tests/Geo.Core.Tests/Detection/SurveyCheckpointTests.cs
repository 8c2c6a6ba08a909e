using Geo.Core.Classification;
using Geo.Core.Detection;
using Geo.Testing;

namespace Geo.Core.Tests.Detection;

public sealed class SurveyCheckpointTests : IDisposable
{
    private static readonly string[] s_classes = ["other", "stockpile", "unrestored_pit"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, true)]
    [InlineData(3, false)]
    public void A_survey_stopped_at_seven_tenths_reads_a_third_at_most_again_and_says_the_same(int threads, bool withClasses)
    {
        var source = SurveyorTests.Source(300, 220);
        var model = SurveyorTests.Model(s_classes);
        var options = new SurveyOptions { MinimumMappingUnit = new(900), Threshold = 0.2, BlockSize = 48, Threads = threads };
        SurveyOptions To(string name) => options with { ClassRaster = withClasses ? _folder.File(name) : null };
        var calm = Surveyor.Run(source, model, To("calm.tif"), null, default);
        Assert.True(calm.Detections.Count > 30);
        Assert.Equal((35, 0), calm.Blocks);

        Assert.Throws<OperationCanceledException>(() => Stopped(source, model, To("stopped.tif"), 0.7));
        using Checkpoint kept = Checkpoint.Open(_folder.File("kept"))!;
        var gone_on = Surveyor.Run(source, model, To("gone-on.tif") with { Checkpoint = kept }, null, default);

        Assert.InRange(gone_on.Blocks.Kept, 24, 35);
        Assert.True((double)(gone_on.Blocks.All - gone_on.Blocks.Kept) / gone_on.Blocks.All < 0.35, $"{gone_on.Blocks}");
        Assert.Equal(SurveyRunTests.Text(calm), SurveyRunTests.Text(gone_on));
        Assert.Equal(calm.PixelsByClass, gone_on.PixelsByClass);
        if (withClasses) Assert.Equal(File.ReadAllBytes(_folder.File("calm.tif")), File.ReadAllBytes(_folder.File("gone-on.tif")));
    }

    [Fact]
    public void Blocks_of_another_size_are_not_taken()
    {
        var source = SurveyorTests.Source(300, 220);
        var model = SurveyorTests.Model(s_classes);
        var options = new SurveyOptions { MinimumMappingUnit = new(900), Threshold = 0.2, BlockSize = 48 };
        Assert.Throws<OperationCanceledException>(() => Stopped(source, model, options, 0.7));
        using Checkpoint kept = Checkpoint.Open(_folder.File("kept"))!;
        var other = Surveyor.Run(source, model, options with { BlockSize = 64, Checkpoint = kept }, null, default);
        Assert.Equal(0, other.Blocks.Kept);
        Assert.Equal(SurveyRunTests.Text(Surveyor.Run(source, model, options, null, default)), SurveyRunTests.Text(other));
    }

    // As a kill would: the file is what was written so far.
    private void Stopped(Geo.Core.Imagery.IReflectanceSource source, ForestModel model, SurveyOptions options, double at)
    {
        using var stop = new CancellationTokenSource();
        using Checkpoint kept = Checkpoint.Open(_folder.File("kept"))!;
        Surveyor.Run(source, model, options with { Checkpoint = kept }, new At(share => { if (share >= 0.95 * at) stop.Cancel(); }), stop.Token);
    }

    private sealed class At(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
