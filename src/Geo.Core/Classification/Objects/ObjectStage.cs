using System.Text.Json.Serialization;

namespace Geo.Core.Classification.Objects;

/// <summary>
/// The second stage of a survey: candidate objects that held-apart false alarms resemble are dropped. Learned from
/// candidates on labelled ground and on ground that nobody labelled, each found by a model that had not seen it (ADR 0011, 0015).
/// </summary>
/// <param name="Classes">Rule of each reported class; a class without one keeps all its candidates.</param>
/// <param name="Attributes">What the trees look at, in order; null on cards of earlier versions, whose second stage is not used.</param>
/// <param name="CandidateThreshold">Smoothed probability from which pixels were candidates, [0, 1].</param>
/// <param name="Hash">SHA-256 of objects.bin, lower-case hex.</param>
public sealed record ObjectStage(
    IReadOnlyDictionary<string, ObjectRule> Classes, IReadOnlyList<string>? Attributes = null, double CandidateThreshold = 0, string? Hash = null)
{
    /// <summary>Trees of each class and what they were learned from; null on a card that was read alone.</summary>
    [JsonIgnore]
    internal ObjectFile? File { get; init; }
}

/// <summary>What the second stage does with a class.</summary>
/// <param name="Threshold">Least score of an object that is kept, [0, 1].</param>
/// <param name="TrueObjects">Labelled objects that were found, on which the rule rests.</param>
/// <param name="FalseObjects">Candidates on ground labelled otherwise.</param>
/// <param name="KeptTrue">Of the labelled objects, held apart: share kept.</param>
/// <param name="KeptFalse">Of the false candidates, held apart: share kept.</param>
/// <param name="UnlabelledObjects">Candidates on ground that nobody labelled.</param>
/// <param name="KeptUnlabelled">Of these, held apart: share kept; true objects that nobody labelled are among them.</param>
/// <param name="SetAside">Of these, those so like labelled objects that they were not held against them.</param>
/// <param name="ReviewedTrue">Objects that people confirmed, and from which it learned.</param>
/// <param name="ReviewedFalse">Objects that people rejected, and from which it learned.</param>
public sealed record ObjectRule(
    double Threshold, int TrueObjects, int FalseObjects, double KeptTrue, double KeptFalse, int UnlabelledObjects, double KeptUnlabelled, int SetAside,
    int ReviewedTrue = 0, int ReviewedFalse = 0);
