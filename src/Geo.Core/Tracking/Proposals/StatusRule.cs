namespace Geo.Core.Tracking.Proposals;

/// <summary>A rule that proposes a status (data/rules/restoration.json, statuses).</summary>
/// <param name="Id">Its name, kept with every proposal.</param>
/// <param name="Status">Code of the status; null says that the evidence is insufficient. Never accepted.</param>
/// <param name="When">All must hold.</param>
/// <param name="Zh">Chinese sentence; {name:format} is filled with a figure or a value.</param>
/// <param name="En">English sentence.</param>
/// <param name="Document">Where the rule comes from.</param>
/// <param name="Date">Date of the document, or of the choice.</param>
[System.Text.Json.Serialization.JsonUnmappedMemberHandling(System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow)]
public sealed record StatusRule(string Id, string? Status, IReadOnlyList<RuleCondition> When, string Zh, string En, string Document, string Date);
