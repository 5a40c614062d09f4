import { IconButton } from "../../components/Button";
import { useWords } from "../../words/words";
import { toggleSidebar } from "./sidebar-width";

/** Makes the sidebar narrow or wide. */
export function SidebarToggle({ isRail }: { isRail: boolean }) {
  const { t } = useWords("shell");
  return (
    <IconButton
      icon={isRail ? "forward" : "back"}
      label={t(isRail ? "showSidebar" : "hideSidebar")}
      keys="mod+b"
      onPress={toggleSidebar}
    />
  );
}
