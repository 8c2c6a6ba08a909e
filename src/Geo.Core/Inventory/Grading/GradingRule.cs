using System.Text.Json.Serialization;
using Geo.Core.Sites;

namespace Geo.Core.Inventory.Grading;

/// <summary>A rule that proposes a grade (data/rules/grading.json, rules).</summary>
/// <param name="Id">Its name, kept with every proposal.</param>
/// <param name="Grade">I, II or III.</param>
/// <param name="When">All must hold; a condition without comparison asks only that the figure is there.</param>
/// <param name="Zh">Chinese sentence; {name:format} is filled with a figure or a value.</param>
/// <param name="En">English sentence.</param>
/// <param name="Document">Where the rule comes from.</param>
/// <param name="Date">Date of the document, or of the choice.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record GradingRule(string Id, string Grade, IReadOnlyList<RuleCondition> When, string Zh, string En, string Document, string Date);

/// <summary>What the rules propose for a dump; a person decides.</summary>
/// <param name="Grade">I, II or III; null where no rule holds.</param>
/// <param name="Why">The sentences of the rules of this grade that hold, and which figures were not there.</param>
/// <param name="Rules">Ids of all rules that hold, in the order written.</param>
/// <param name="Missing">Figures that some rule asks for and that are not known: with them the grade might be graver.</param>
public sealed record GradeProposal(string? Grade, Reason Why, IReadOnlyList<string> Rules, IReadOnlyList<string> Missing);
