import { render } from "@testing-library/react";
import { useLayoutEffect } from "react";
import { expect, test } from "vitest";
import { currentActions, useActions } from "./actions";

function Offering() {
  useActions([{ id: "find", label: "Find", group: "Here", keys: ["f"], run: () => undefined }]);
  return null;
}

/** What can be done at the moment the screen is drawn, before anything else gets a turn. */
function Drawn({ onDrawn }: { onDrawn: (ids: string[]) => void }) {
  useLayoutEffect(() => onDrawn(currentActions().map(({ id }) => id)), [onDrawn]);
  return <Offering />;
}

test("a key counts as soon as what it does is drawn", () => {
  let offered: string[] = [];
  render(
    <Drawn
      onDrawn={(ids) => {
        offered = ids;
      }}
    />,
  );
  expect(offered).toContain("find");
});
