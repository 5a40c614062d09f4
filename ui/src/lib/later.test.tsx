import { render, screen } from "@testing-library/react";
import { Component, type ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { later } from "./later";

function Greeting({ name }: { name: string }) {
  return <p>Hello {name}</p>;
}

test("a placeholder stands until the part is there, and never again", async () => {
  const read = vi.fn(async () => Greeting);
  const Later = later(read, ({ name }) => <p>{name} is coming</p>);
  const first = render(<Later name="Ada" />);
  expect(screen.getByText("Ada is coming")).toBeInTheDocument();
  await screen.findByText("Hello Ada");
  first.unmount();
  render(<Later name="Bo" />);
  expect(screen.getByText("Hello Bo"), "at once").toBeInTheDocument();
  expect(read).toHaveBeenCalledOnce();
});

class Boundary extends Component<{ children: ReactNode }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <p>It failed</p> : this.props.children;
  }
}

test("a part that cannot be read fails like one that cannot be drawn", async () => {
  const quiet = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const Later = later(() => Promise.reject(new Error("gone")));
  render(
    <Boundary>
      <Later />
    </Boundary>,
  );
  expect(await screen.findByText("It failed")).toBeInTheDocument();
  quiet.mockRestore();
});
