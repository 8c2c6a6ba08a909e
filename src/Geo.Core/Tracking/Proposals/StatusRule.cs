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
public sealed record StatusRule(string Id, string? Status, IReadOnlyList<StatusCondition> When, string Zh, string En, string Document, string Date);

/// <summary>One condition on a figure of the assessment. A figure that is not there fulfils none but <see cref="Absent"/>.</summary>
/// <param name="Figure">Name of the figure.</param>
/// <param name="AtLeast">Name of the value that it reaches.</param>
/// <param name="Above">Name of the value that it exceeds.</param>
/// <param name="Below">Name of the value that it stays under.</param>
/// <param name="AtMost">Name of the value that it does not exceed.</param>
/// <param name="Is">Text that it is.</param>
/// <param name="In">Texts of which it is one.</param>
/// <param name="Absent">True where it must not be there.</param>
[System.Text.Json.Serialization.JsonUnmappedMemberHandling(System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow)]
public sealed record StatusCondition(
    string Figure, string? AtLeast = null, string? Above = null, string? Below = null, string? AtMost = null,
    [property: System.Text.Json.Serialization.JsonPropertyName("equals")] string? Is = null, IReadOnlyList<string>? In = null, bool Absent = false);
