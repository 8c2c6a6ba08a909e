using System.Text.Json.Nodes;

namespace Geo.Jobs.Jobs.Described;

/// <summary>One text in both languages.</summary>
public sealed record JobText(string Zh, string En);

/// <summary>A parameter of a job.</summary>
/// <param name="Name">As in the ledger: time_budget_minutes.</param>
/// <param name="Title">What it means.</param>
/// <param name="Schema">JSON Schema in the words of OpenAPI 3.0; of a list that of one element.</param>
/// <param name="Required">True where the job cannot do without.</param>
/// <param name="IsList">True where it takes several values.</param>
public sealed record JobInput(string Name, JobText Title, JsonObject Schema, bool Required, bool IsList);

/// <summary>A kind of run as it is described to people and programs.</summary>
/// <param name="Kind">Its name: survey.</param>
/// <param name="Title">Title.</param>
/// <param name="Description">What it does.</param>
/// <param name="Inputs">Its parameters, in the order of the job's own record.</param>
/// <param name="Outputs">JSON Schema of what it tells when done.</param>
public sealed record JobDescription(string Kind, JobText Title, JobText Description, IReadOnlyList<JobInput> Inputs, JsonObject Outputs);
