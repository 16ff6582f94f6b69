package org.oarlock.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code oarlock check --format json} says of one plan. */
record JsonChecked(JsonNode plan) {
  record Goal(double value, double lower, double upper) {}

  static JsonChecked of(String json) {
    return new JsonChecked(JsonMapper.shared().readTree(json).get("plans").get(0));
  }

  String structureSetUid() {
    return plan.get("structureSet").get("file").get("sopInstanceUid").asString();
  }

  String verdicts() {
    List<String> goals = new ArrayList<>();
    for (JsonNode goal : plan.get("goals")) {
      goals.add(goal.get("id").asString() + "|" + goal.get("verdict").asString());
    }
    return plan.get("verdict").asString() + " " + goals;
  }

  Goal goal(String id) {
    for (JsonNode goal : plan.get("goals")) {
      if (goal.get("id").asString().equals(id)) {
        return new Goal(
            goal.get("value").asDouble(),
            goal.get("lower").asDouble(),
            goal.get("upper").asDouble());
      }
    }
    throw new IllegalArgumentException("no goal " + id);
  }
}
