using Geo.Core.Classification;
using Geo.Core.Classification.Objects;
using Geo.Core.Imagery;

namespace Geo.Core.Detection;

/// <summary>Learns the second stage of a survey from candidates on labelled and unlabelled ground.</summary>
public static class ObjectStageTrainer
{
    // Lower than where no second stage follows: objects are caught whole, and what is too much is dropped after (ADR 0011).
    private const double CandidateThreshold = 0.3;

    /// <summary>Learns.</summary>
    /// <param name="source">The imagery that the model was trained on; copies are read by other threads.</param>
    /// <param name="areas">The labelled areas, in the order in which the model was trained with them, in the source's CRS.</param>
    /// <param name="trained">The first stage.</param>
    /// <param name="options">As surveys will have them; a threshold that is not given is chosen.</param>
    /// <param name="cancel">Looked at once an area.</param>
    /// <returns>Null where fewer than ten true or ten other candidates are there.</returns>
    public static ObjectStage? Learn(
        IReflectanceSource source, IReadOnlyList<LabelledArea> areas, TrainedModel trained, SurveyOptions options, CancellationToken cancel)
    {
        double threshold = options.Threshold ?? CandidateThreshold;
        var places = new LabelledCandidates(source.Grid, areas, trained.HeldApart, options with { Threshold = threshold });
        return ObjectStageLearning.Learn(
            [.. places.Take(source, options.Threads, cancel), .. places.TakeUnlabelled(source, options.Threads, cancel)],
            options.ReportedClasses, ObjectAttributes.Names(trained.Model.Classes, trained.Model.Predictors.Names), threshold);
    }
}
