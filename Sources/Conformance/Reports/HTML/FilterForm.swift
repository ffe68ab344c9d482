// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The line in which a page is searched and filtered; it needs the page's script, which unhides it.
struct FilterForm {
    /// The verdicts that occur.
    let verdicts: [String]
    /// The areas of the scenarios that are shown.
    let areas: [String]

    /// The form.
    var markup: Markup {
        let area: Markup? =
            areas.isEmpty
            ? nil
            : "<label>area <select name=\"area\"><option value=\"\">any</option>\(options(areas))</select></label>\n"
        return """
            <form class="filter" hidden>
            <label>search <input type="search" name="text" placeholder="scenario, requirement, header, …"></label>
            <label>verdict <select name="verdict"><option value="">any</option>\(options(verdicts))</select></label>
            \(area)<label>level <select name="level"><option value="">any</option>\(options(["MUST", "SHOULD"]))</select></label>
            <output></output>
            </form>

            """
    }

    private func options(_ values: [String]) -> [Markup] {
        values.map { "<option value=\"\($0)\">\($0)</option>" }
    }
}
