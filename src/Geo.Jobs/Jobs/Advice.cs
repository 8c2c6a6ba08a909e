using Geo.Core;
using Geo.Core.Classification.Training;

namespace Geo.Jobs.Jobs;

/// <summary>Advice on labels, as a run's outputs give it.</summary>
/// <param name="Classes">How much of each class is labelled.</param>
/// <param name="Suspects">Areas that are likely mislabelled, the clearest first.</param>
/// <param name="LearningCurve">By share of the labels; empty where no model could be trained.</param>
/// <param name="LearningAdviceRemark">Whether more labels would help.</param>
/// <param name="Uncertain">Where to label next.</param>
/// <param name="NotesRemarks">What could not be told, and why.</param>
internal sealed record Advice(
    IReadOnlyList<ClassShare> Classes, IReadOnlyList<SuspectArea> Suspects, IReadOnlyList<CurvePoint> LearningCurve, Remark LearningAdviceRemark,
    IReadOnlyList<ProposedPlace> Uncertain, IReadOnlyList<Remark> NotesRemarks)
{
    /// <summary>Whether more labels would help, in English.</summary>
    public string LearningAdvice => LearningAdviceRemark.English;

    /// <summary>What could not be told, in English.</summary>
    public IReadOnlyList<string> Notes => [.. NotesRemarks.Select(note => note.English)];
}

/// <summary>A suspect, by its record in the file.</summary>
/// <param name="Area">Number of the record, from 0.</param>
/// <param name="Label">As it is labelled.</param>
/// <param name="LooksLike">As it looks to models that have not seen its block.</param>
/// <param name="OwnProbability">Of its label.</param>
/// <param name="OtherProbability">Of what it looks like.</param>
/// <param name="Longitude">Of a point in it, degrees (CRS84).</param>
/// <param name="Latitude">Degrees.</param>
internal sealed record SuspectArea(int Area, string Label, string LooksLike, double OwnProbability, double OtherProbability, double Longitude, double Latitude);

/// <summary>A square to label next.</summary>
/// <param name="Longitude">Of its centre, degrees (CRS84).</param>
/// <param name="Latitude">Degrees.</param>
/// <param name="SizeM">Side, m.</param>
/// <param name="First">The likeliest class.</param>
/// <param name="Second">The second likeliest.</param>
/// <param name="FirstProbability">Mean over the square.</param>
/// <param name="SecondProbability">Mean over the square.</param>
/// <param name="Doubt">How near the decision is to another one, mean, [0, 1].</param>
/// <param name="Square">Its outline: longitude and latitude of five corners, the last the first again.</param>
internal sealed record ProposedPlace(
    double Longitude, double Latitude, double SizeM, string First, string Second, double FirstProbability, double SecondProbability, double Doubt, IReadOnlyList<double[]> Square);
